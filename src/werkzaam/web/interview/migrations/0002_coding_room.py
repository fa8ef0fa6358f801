import django.db.models.deletion
from django.db import migrations, models

from werkzaam.core.coding.fold import fold
from werkzaam.core.coding.reading.turns import turns
from werkzaam.core.coding.sentence import sentences
from werkzaam.web.interview.triggers import GUARD


def fill(apps, schema_editor):
    """Sources from before get their sentences and turns, as new ones do."""
    rows = apps.get_model("interview", "Source").objects.using(schema_editor.connection.alias)
    for source in rows.filter(sentences=[]):
        found = sentences(source.text)
        source.sentences = [[one.start, one.end, one.paragraph] for one in found]
        source.folded = "\n".join(fold(source.text[one.start : one.end]) for one in found)
        source.turns = [[t.start, t.words, t.end, t.speaker, t.begins, t.ends] for t in turns(source.text)]
        source.save(update_fields=["sentences", "folded", "turns"])


class Migration(migrations.Migration):

    dependencies = [
        ('interview', '0001_initial'),
        ('study', '0003_allocation_and_review'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('add', 'added'), ('redefine', 'changed'), ('merge', 'merged'), ('split', 'split'), ('remove', 'removed')], max_length=10)),
                ('name', models.CharField(max_length=100)),
                ('codes_gone', models.JSONField(default=list)),
                ('codes_come', models.JSONField(default=list)),
                ('gone', models.JSONField(default=list)),
                ('come', models.JSONField(default=list)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.CharField(max_length=64)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence', models.PositiveIntegerField()),
                ('applies', models.BooleanField(verbose_name='the code applies')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['source', 'sentence', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('limits', 'Methodological limits'), ('coherence', 'Coherence'), ('adequacy', 'Adequacy'), ('relevance', 'Relevance')], max_length=10)),
                ('text', models.TextField(verbose_name='answer')),
                ('judged_at', models.DateTimeField()),
                ('judged_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=20)),
                ('replacement', models.CharField(max_length=60)),
                ('choice', models.CharField(choices=[('open', 'not decided'), ('replace', 'replace'), ('keep', 'leave as it is')], default='open', max_length=10)),
            ],
            options={
                'ordering': ['start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Memo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='memo')),
                ('written_at', models.DateTimeField()),
                ('written_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('document', 'document'), ('interview', 'interview'), ('group-interview', 'group interview')], max_length=20, verbose_name='kind')),
                ('perspective', models.CharField(choices=[('participant', 'participant'), ('job-coach', 'job coach'), ('employer', 'employer'), ('municipality', 'municipality'), ('project-leader', 'project leader'), ('other-professional', 'other professional')], max_length=20, verbose_name='perspective')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('pseudonym', models.CharField(blank=True, db_index=True, max_length=32, verbose_name='pseudonym')),
                ('language', models.CharField(default='nl', max_length=10, verbose_name='language')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='region')),
                ('quoting', models.CharField(choices=[('quote', 'may be quoted'), ('paraphrase', 'may only be told in other words'), ('none', 'may not be quoted')], default='quote', max_length=12, verbose_name='quoting')),
                ('text', models.TextField(verbose_name='text')),
                ('turns', models.JSONField(blank=True, default=list)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.TextField(verbose_name='wording')),
                ('told', models.JSONField(blank=True, default=dict)),
                ('fewest', models.PositiveIntegerField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, verbose_name='why it can be published')),
                ('signed_at', models.DateTimeField()),
                ('signed_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=64)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='RoundCoder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coder', models.CharField(max_length=64)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RoundSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('perspective', models.CharField(choices=[('participant', 'participant'), ('job-coach', 'job coach'), ('employer', 'employer'), ('municipality', 'municipality'), ('project-leader', 'project leader'), ('other-professional', 'other professional')], max_length=20, verbose_name='perspective')),
                ('kind', models.CharField(choices=[('interview', 'interview'), ('group-interview', 'group interview')], default='interview', max_length=20, verbose_name='kind')),
                ('pseudonym', models.CharField(blank=True, db_index=True, max_length=32, verbose_name='pseudonym')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='day')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('refused', 'did not want to'), ('lost', 'could not be reached')], default='planned', max_length=8, verbose_name='status')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['planned_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TopicGuide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('perspective', models.CharField(choices=[('participant', 'participant'), ('job-coach', 'job coach'), ('employer', 'employer'), ('municipality', 'municipality'), ('project-leader', 'project leader'), ('other-professional', 'other professional')], max_length=20, verbose_name='perspective')),
                ('text', models.TextField(verbose_name='topics, one a line')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='code',
            name='interview_code_once',
        ),
        migrations.RemoveConstraint(
            model_name='coding',
            name='interview_coding_once',
        ),
        migrations.AddField(
            model_name='code',
            name='colour',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='code',
            name='exclude',
            field=models.TextField(blank=True, verbose_name='when not to use it'),
        ),
        migrations.AddField(
            model_name='code',
            name='gone_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='code',
            name='include',
            field=models.TextField(blank=True, verbose_name='when to use it'),
        ),
        migrations.AddField(
            model_name='code',
            name='key',
            field=models.CharField(blank=True, max_length=1, verbose_name='shortcut'),
        ),
        migrations.AddField(
            model_name='code',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='interview.code'),
        ),
        migrations.AddField(
            model_name='code',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='interview.code'),
        ),
        migrations.AddField(
            model_name='coding',
            name='memo',
            field=models.TextField(blank=True, verbose_name='memo'),
        ),
        migrations.AddField(
            model_name='coding',
            name='origin',
            field=models.CharField(choices=[('human', 'a person'), ('rule', 'a rule'), ('model', 'a model')], default='human', max_length=5),
        ),
        migrations.AddField(
            model_name='coding',
            name='set_aside',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='coding',
            name='stance',
            field=models.CharField(choices=[('for', 'speaks for it'), ('against', 'speaks against it')], default='for', max_length=7),
        ),
        migrations.AddField(
            model_name='source',
            name='folded',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='source',
            name='asking',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='source',
            name='quoting',
            field=models.CharField(choices=[('quote', 'may be quoted'), ('paraphrase', 'may only be told in other words'), ('none', 'may not be quoted')], default='quote', max_length=12, verbose_name='quoting'),
        ),
        migrations.AddField(
            model_name='source',
            name='region',
            field=models.CharField(blank=True, max_length=100, verbose_name='region'),
        ),
        migrations.AddField(
            model_name='source',
            name='sentences',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='source',
            name='turns',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='code',
            name='definition',
            field=models.TextField(blank=True, verbose_name='definition'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.UniqueConstraint(condition=models.Q(('gone_at', None)), fields=('study', 'name'), name='interview_code_once'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.UniqueConstraint(condition=models.Q(('gone_at', None), models.Q(('key', ''), _negated=True)), fields=('study', 'key'), name='interview_key_once'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('gone_at__isnull', False), _connector='OR'), name='interview_merged_is_gone'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('colour__lt', 8)), name='interview_colour_known'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='interview_code_not_below_itself'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('quoting__in', ['quote', 'paraphrase', 'none'])), name='interview_source_quoting_known'),
        ),
        migrations.AddField(
            model_name='change',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='code_changes', to='study.study'),
        ),
        migrations.AddField(
            model_name='decision',
            name='code',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='interview.code'),
        ),
        migrations.AddField(
            model_name='decision',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='interview.source'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='code',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='interview.code'),
        ),
        migrations.AddField(
            model_name='memo',
            name='code',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memos', to='interview.code'),
        ),
        migrations.AddField(
            model_name='memo',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memos', to='interview.source'),
        ),
        migrations.AddField(
            model_name='memo',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memos', to='study.study'),
        ),
        migrations.AddField(
            model_name='pending',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pending', to='study.study'),
        ),
        migrations.AddField(
            model_name='mark',
            name='pending',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='interview.pending'),
        ),
        migrations.AddField(
            model_name='quote',
            name='coding',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quote', to='interview.coding'),
        ),
        migrations.AddField(
            model_name='round',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coding_rounds', to='study.study'),
        ),
        migrations.AddField(
            model_name='decision',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='interview.round'),
        ),
        migrations.AddField(
            model_name='coding',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='codings', to='interview.round'),
        ),
        migrations.AddIndex(
            model_name='coding',
            index=models.Index(fields=['code', 'source', 'start'], name='interview_coding_by_code'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(condition=models.Q(('round', None)), fields=('source', 'code', 'start', 'end', 'stance', 'coder'), name='interview_coding_once'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(condition=models.Q(('round__isnull', False)), fields=('round', 'source', 'code', 'start', 'end', 'stance', 'coder'), name='interview_coding_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['human', 'rule', 'model'])), name='interview_coding_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('stance__in', ['for', 'against'])), name='interview_coding_stance_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('set_aside', False), ('round__isnull', False), _connector='OR'), name='interview_set_aside_in_a_round'),
        ),
        migrations.AddField(
            model_name='roundcoder',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coders', to='interview.round'),
        ),
        migrations.AddField(
            model_name='roundsource',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='interview.round'),
        ),
        migrations.AddField(
            model_name='roundsource',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='interview.source'),
        ),
        migrations.AddField(
            model_name='talk',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='talks', to='interview.source'),
        ),
        migrations.AddField(
            model_name='talk',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='study.study'),
        ),
        migrations.AddField(
            model_name='topicguide',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_guides', to='study.study'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at', None), ('undone_at__gte', models.F('changed_at')), _connector='OR'), name='interview_undone_after'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(fields=('code', 'question'), name='interview_judgement_once'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interview_judgement_has_text'),
        ),
        migrations.AddConstraint(
            model_name='memo',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interview_memo_has_text'),
        ),
        migrations.AddConstraint(
            model_name='memo',
            constraint=models.CheckConstraint(condition=models.Q(('source', None), ('code', None), _connector='OR'), name='interview_memo_on_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='pending',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interview_pending_has_text'),
        ),
        migrations.AddConstraint(
            model_name='pending',
            constraint=models.CheckConstraint(condition=models.Q(('pseudonym', ''), ('kind', 'interview'), _connector='OR'), name='interview_pending_of_one_person', violation_error_message='Only an interview belongs to one person: leave the pseudonym empty.'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='interview_mark_has_length'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('pending', 'start'), name='interview_mark_once'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='interview_quote_has_wording'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('study', 'name'), name='interview_round_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('released_at', None), ('released_at__gte', models.F('opened_at')), _connector='OR'), name='interview_released_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('round', 'source', 'sentence', 'code'), name='interview_decision_once'),
        ),
        migrations.AddConstraint(
            model_name='roundcoder',
            constraint=models.UniqueConstraint(fields=('round', 'coder'), name='interview_round_coder_once'),
        ),
        migrations.AddConstraint(
            model_name='roundsource',
            constraint=models.UniqueConstraint(fields=('round', 'source'), name='interview_round_source_once'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('pseudonym', ''), ('kind', 'interview'), _connector='OR'), name='interview_talk_with_one_person'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('source', None), ('status', 'held'), _connector='OR'), name='interview_talk_with_source_was_held'),
        ),
        migrations.AddConstraint(
            model_name='topicguide',
            constraint=models.UniqueConstraint(fields=('study', 'perspective'), name='interview_guide_once'),
        ),
        migrations.AddConstraint(
            model_name='topicguide',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='interview_guide_has_text'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, hints={"model_name": "source"}),
        migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "source"}),
    ]
