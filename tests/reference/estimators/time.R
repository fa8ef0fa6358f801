# Reference values for time to an event: restricted means, pseudo-observations, Cox, log-rank.
# Rscript tests/reference/estimators/time.R   (from the root of the repository)
# R 4.2.2, survival 3.5.3 (Debian 12)
suppressMessages(library(survival))
here <- "tests/reference/estimators"
d <- read.csv(file.path(here, "study.csv"))
rows <- list()
say <- function(what, value) rows[[length(rows) + 1]] <<- data.frame(what, value = formatC(unname(value), digits = 17, format = "g"))
mean_until <- function(own, until) summary(survfit(Surv(months, event) ~ 1, own), rmean = until)$table[["rmean"]]
share_by <- function(own, until) 1 - summary(survfit(Surv(months, event) ~ 1, own), times = until, extend = TRUE)$surv
horizon <- min(tapply(d$months, d$treated, max))
say("horizon", horizon)
for (arm in 0:1) {
  own <- d[d$treated == arm, ]
  say(paste0("mean", arm), mean_until(own, horizon)); say(paste0("share", arm), share_by(own, horizon))
}
for (until in c(12, horizon)) for (arm in 0:1) {  # leave one out, by brute force
  own <- d[d$treated == arm, ]; n <- nrow(own)
  for (i in 1:n) {
    say(paste("pseudo", until, own$person[i], sep = "."), n * mean_until(own, until) - (n - 1) * mean_until(own[-i, ], until))
    say(paste("by", until, own$person[i], sep = "."), n * share_by(own, until) - (n - 1) * share_by(own[-i, ], until))
  }
}
exact <- coxph.control(eps = 1e-14, toler.inf = 1e-15, iter.max = 100)
for (weighting in c("plain", "weighted")) for (cluster in c("person", "coach")) {
  w <- if (weighting == "plain") rep(1, nrow(d)) else d$weight
  fit <- coxph(Surv(months, event) ~ treated, d, weights = w, cluster = d[[cluster]], ties = "efron", control = exact)
  say(paste("cox", weighting, cluster, sep = "."), coef(fit)); say(paste("cox.se", weighting, cluster, sep = "."), sqrt(vcov(fit)))
}
say("log-rank", 1 - pchisq(survdiff(Surv(months, event) ~ treated, d)$chisq, 1))
write.csv(do.call(rbind, rows), file.path(here, "time.csv"), row.names = FALSE, quote = FALSE)
