# Reference values for CR3 (clubSandwich), and for exact permutation tests of two samples (coin).
# Rscript tests/reference/resample/resample.R   (from the root of the repository)
# R 4.2.2, clubSandwich 0.5.8, coin 1.4-2 (Debian 12: r-cran-clubsandwich, r-cran-coin)
suppressMessages({library(clubSandwich); library(coin)})
here <- "tests/reference/resample"
d <- read.csv("tests/reference/effect/pilot.csv")
d$alone <- d$person
d$weight <- 0.5 + (d$age %% 7) / 4
digits <- function(v) formatC(v, digits = 17, format = "g")

rows <- list()
for (weighted in c(FALSE, TRUE)) {
  w <- if (weighted) d$weight else rep(1, nrow(d))
  centre <- function(v) v - weighted.mean(v, w)
  d$b <- centre(d$baseline); d$a <- centre(d$age); d$w <- centre(d$woman); d$change <- d$outcome - d$baseline
  d$weights_used <- w
  models <- list(
    difference = lm(outcome ~ treated, d, weights = weights_used),
    did        = lm(change ~ treated, d, weights = weights_used),
    ancova     = lm(outcome ~ treated * (b + a + w), d, weights = weights_used)
  )
  for (m in names(models)) for (cl in c("alone", "both", "partial", "crossing")) {
    v <- vcovCR(models[[m]], cluster = d[[cl]], type = "CR3")
    i <- which(names(coef(models[[m]])) == "treated")
    rows[[length(rows) + 1]] <- c(m, cl, weighted, digits(coef(models[[m]])[i]), digits(sqrt(v[i, i])))
  }
}
out <- as.data.frame(do.call(rbind, rows))
names(out) <- c("model", "cluster", "weighted", "value", "se")
write.csv(out, file.path(here, "cr3.csv"), row.names = FALSE, quote = FALSE)

# Exact two-sample tests on the first persons of each arm; outcomes are in whole thousandths (coin's shift algorithm).
few <- d[c(1:8, 46:54), c("treated", "outcome", "woman", "baseline")]
few$score <- round(few$outcome * 1000)
few$change <- round((few$outcome - few$baseline) * 1000)
few$block <- factor(few$woman)
g <- factor(few$treated)
p <- function(test) digits(as.numeric(pvalue(test)))
exact <- data.frame(
  test = c("score", "change", "score.block"),
  p = c(p(oneway_test(score ~ g, few, distribution = exact(algorithm = "split-up"))),
        p(oneway_test(change ~ g, few, distribution = exact(algorithm = "split-up"))),
        tryCatch(p(oneway_test(score ~ g | block, few, distribution = exact(algorithm = "shift", fact = 1))),
                 error = function(e) conditionMessage(e))))
write.csv(exact, file.path(here, "coin.csv"), row.names = FALSE, quote = FALSE)
