# Reference values for the log odds of the programme and for matched sets and their weights (ATT).
# Rscript tests/reference/weighting/matching.R FILE   (from the root; FILE as written by make_data.py)
# R 4.2.2, MatchIt 4.5.1 (Debian 12: r-cran-matchit)
# Nearest neighbours get a matrix of distances and rows sorted by score: MatchIt 4.5.1 to 4.5.3 ignores the caliper and
# looks to one side only when it is given the scores themselves (github.com/kosukeimai/MatchIt/issues/163).
suppressMessages(library(MatchIt))
here <- "tests/reference/weighting"
digits <- function(v) formatC(v, digits = 17, format = "g")
d <- read.csv(file.path(here, "pilot.csv"))
formula <- treated ~ baseline + age + income + woman + level
fine <- glm.control(epsilon = 1e-15, maxit = 100)
score <- glm(formula, binomial, d, control = fine)$linear.predictors
nearest <- function(formula, d, score) {
  o <- order(-score)
  t <- model.response(model.frame(formula, d))[o] == 1
  apart <- abs(outer(score[o][t], score[o][!t], "-"))
  m <- matchit(formula, d[o, ], method = "nearest", distance = apart, caliper = 0.2 * sd(score),
               std.caliper = FALSE, m.order = "data")
  list(weights = m$weights[order(o)], subclass = m$subclass[order(o)])
}
sets <- list(
  nearest   = nearest(formula, d, score),
  exact     = matchit(treated ~ woman + level, d, method = "exact"),
  coarsened = matchit(treated ~ age + woman, d, method = "cem"),
  bands     = matchit(treated ~ baseline + income, d, method = "cem")
)
out <- data.frame(score = digits(score))
for (name in names(sets)) {
  out[[paste0(name, ".weight")]] <- digits(sets[[name]]$weights)
  out[[paste0(name, ".set")]] <- as.integer(sets[[name]]$subclass)
}
write.csv(out, file.path(here, "pilot_sets.csv"), row.names = FALSE, quote = FALSE, na = "")

n <- read.csv(commandArgs(trailingOnly = TRUE)[1])
formula <- treat ~ re75 + age + educ + black + hisp + marr + nodegree + re74
score <- glm(formula, binomial, n, control = fine)$linear.predictors
n$odds <- ifelse(n$treat == 1, 1, exp(score))
att <- function(w) weighted.mean(n$re78[n$treat == 1], w[n$treat == 1]) -
                   weighted.mean(n$re78[n$treat == 0], w[n$treat == 0])
found <- list(
  propensity = n$odds,
  overlap    = ifelse(n$treat == 1, plogis(-score), plogis(score)),
  nearest    = nearest(formula, n, score)$weights,
  exact      = matchit(formula, n, method = "exact")$weights,
  coarsened  = matchit(formula, n, method = "cem")$weights
)
ess <- function(w) sum(w)^2 / sum(w^2)
rows <- lapply(names(found), function(k) {
  w <- found[[k]]
  data.frame(kind = k, value = digits(att(w)), programme = sum(w[n$treat == 1] > 0), comparison = sum(w[n$treat == 0] > 0),
             effective = digits(ess(w[n$treat == 0])))
})
write.csv(do.call(rbind, rows), file.path(here, "survey.csv"), row.names = FALSE, quote = FALSE)
