# Reference values for standardised models: logistic, bias-reduced logistic, log-linear, proportional odds.
# Rscript tests/reference/estimators/models.R   (from the root of the repository)
# R 4.2.2, clubSandwich 0.5.8, sandwich 3.0.2, brglm2 0.9, ordinal 2022.11.16, survey 4.1.1 (Debian 12)
suppressMessages({library(clubSandwich); library(sandwich); library(brglm2); library(ordinal); library(survey)})
here <- "tests/reference/estimators"
d <- read.csv(file.path(here, "study.csv"))
d$ladder <- factor(d$ladder)
rows <- list()
say <- function(model, what, value)
  rows[[length(rows) + 1]] <<- data.frame(model, what, value = formatC(value, digits = 17, format = "g"))
exact <- glm.control(epsilon = 1e-15, maxit = 100)
covariates <- ~ baseline + age + woman

# One regression per arm; both predict for everybody. Standard errors by CR2 in each arm (they add, nobody being in both).
# df: Satterthwaite's in the joint regression, at most what Welch makes of each arm's own.
standardise <- function(model, outcome, family, cluster, weight = rep(1, nrow(d))) {
  d$w <- weight; share <- weight / sum(weight)
  regress <- function(formula, people)
    suppressWarnings(glm(update(formula, paste(outcome, "~ .")), family, people, weights = w, control = exact))
  slopes <- function(fit, x) colSums(share * family$mu.eta(drop(x %*% coef(fit))) * x)
  arm <- function(which) {
    own <- d[d$treated == which, ]
    fit <- regress(covariates, own)
    x <- model.matrix(covariates, d)
    slope <- slopes(fit, x)
    v <- vcovCR(fit, cluster = own[[cluster]], type = "CR2")
    test <- linear_contrast(fit, v, contrasts = matrix(slope, 1), test = "Satterthwaite")
    list(mean = sum(share * family$linkinv(drop(x %*% coef(fit)))), var = drop(slope %*% v %*% slope), df = test$df,
         hc2 = drop(slope %*% vcovHC(fit, type = "HC2") %*% slope))
  }
  one <- arm(1); other <- arm(0)
  say(model, "programme", one$mean); say(model, "comparison", other$mean)
  whole <- ~ treated * (baseline + age + woman)
  joint <- regress(whole, d)
  v <- vcovCR(joint, cluster = d[[cluster]], type = "CR2")
  slope1 <- slopes(joint, model.matrix(whole, transform(d, treated = 1)))
  slope0 <- slopes(joint, model.matrix(whole, transform(d, treated = 0)))
  tell <- function(what, scale1, scale0) {
    a <- one$var / scale1^2; b <- other$var / scale0^2
    df <- linear_contrast(joint, v, contrasts = matrix(slope1 / scale1 - slope0 / scale0, 1), test = "Satterthwaite")$df
    say(model, paste0(what, "se"), sqrt(a + b))
    # each variance as its estimate leads one to expect it: v / (v - 2) times as much (docs/adr/0008)
    a <- a * one$df / (one$df - 2); b <- b * other$df / (other$df - 2)
    fewest <- min(one$df, other$df)
    say(model, paste0(what, "df"), min(df, if (fewest > 2) (a + b)^2 / (a^2 / one$df + b^2 / other$df) else fewest))
  }
  tell("", 1, 1); tell("log.", one$mean, other$mean)
  if (family$family == "binomial") tell("logit.", one$mean * (1 - one$mean), other$mean * (1 - other$mean))
  if (cluster == "person") say(model, "hc2", sqrt(one$hc2 + other$hc2))
}
for (cluster in c("person", "coach")) {
  standardise(paste0("binary.", cluster), "binary", binomial(), cluster)
  standardise(paste0("count.", cluster), "count", poisson(), cluster)
}
standardise("binary.weighted", "binary", binomial(), "person", d$weight)
standardise("count.weighted", "count", poisson(), "person", d$weight)
svy <- svydesign(ids = ~person, weights = ~weight, data = d)
fit <- suppressWarnings(svyglm(binary ~ treated * (baseline + age + woman), svy, family = binomial(), control = exact))
say("binary.weighted", "svyglm.arm", coef(fit)["treated"])

# Firth: nobody of the programme has the rare outcome
fit <- glm(rare ~ treated * baseline, binomial(), d, method = "brglmFit", type = "AS_mean", epsilon = 1e-13, maxit = 5000)
x1 <- model.matrix(~ treated * baseline, transform(d, treated = 1)); x0 <- model.matrix(~ treated * baseline, transform(d, treated = 0))
say("rare", "programme", mean(plogis(x1 %*% coef(fit)))); say("rare", "comparison", mean(plogis(x0 %*% coef(fit))))
slope <- colMeans(drop(dlogis(x1 %*% coef(fit))) * x1) - colMeans(drop(dlogis(x0 %*% coef(fit))) * x0)
say("rare", "model.se", sqrt(drop(slope %*% vcov(fit) %*% slope)))

# Proportional odds
ladder <- function(model, weight) {
  d$w <- weight
  fit <- clm(ladder ~ treated + baseline + age + woman, data = d, weights = w, gradTol = 1e-12, maxIter = 200)
  for (name in names(coef(fit))) say(model, name, coef(fit)[name])
  mean_in <- function(arm) {
    people <- transform(d, treated = arm)[, c("treated", "baseline", "age", "woman")]
    sum(weight * drop(predict(fit, newdata = people, type = "prob")$fit %*% 1:5)) / sum(weight)
  }
  say(model, "programme", mean_in(1)); say(model, "comparison", mean_in(0))
}
ladder("ladder", rep(1, nrow(d))); ladder("ladder.weighted", d$weight)
write.csv(do.call(rbind, rows), file.path(here, "models.csv"), row.names = FALSE, quote = FALSE)
