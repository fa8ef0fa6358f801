import runpy, pytest
from django.urls import reverse
pytestmark=[pytest.mark.django_db(databases=["default","research"], transaction=True)]
def test_shots(visitor, sign_in, cast, at):
    p={}
    for f in ("offer","lines"): p |= runpy.run_path(f"/work/main/tests/paths/objects/guidance_{f}.py")["pages"](cast, at)
    bad=[]
    for who,name in (("bram","fitting"),("bram","lines"),("bram","short_line_ask"),("hana","offer_add"),("hana","offers"),("femke","commitments"),("femke","short_line"),("femke","unmet_needs"),("amina","own_offer"),("amina","own_hand_over"),("chaima","hand_over")):
        w=visitor(language="en"); w.wear(sign_in(who))
        w.go(reverse(f"journey:{name}",kwargs=p.get(f"journey:{name}",{})))
        for width in (1280,360):
            w.resize(width); bad+=w.axe(); w.page.screenshot(path=f"/tmp/shots-3/{name}-{width}.png", full_page=True)
    print("AXE", "\n".join(bad))
