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

# One regression per arm; both predict for everybody. Each arm has its CR2 variance and Satterthwaite df, put together
# as Welch did.
standardise <- function(model, outcome, family, cluster, weight = NULL, formula = covariates, method = "glm.fit", ...) {
  share <- if (is.null(weight)) rep(1 / nrow(d), nrow(d)) else weight / sum(weight)
  arm <- function(which) {
    own <- d[d$treated == which, ]
    own$w <- if (is.null(weight)) 1 else weight[d$treated == which]
    fit <- suppressWarnings(glm(update(formula, paste(outcome, "~ .")), family, own, weights = w, method = method, ...))
    x <- model.matrix(formula, d)
    mean <- family$linkinv(drop(x %*% coef(fit)))
    slope <- colSums(share * family$mu.eta(drop(x %*% coef(fit))) * x)
    if (is.null(cluster)) return(list(mean = sum(share * mean), fit = fit))
    v <- vcovCR(fit, cluster = own[[cluster]], type = "CR2")
    hc2 <- vcovHC(fit, type = "HC2")
    test <- linear_contrast(fit, v, contrasts = matrix(slope, 1), test = "Satterthwaite")
    list(mean = sum(share * mean), var = drop(slope %*% v %*% slope), df = test$df, fit = fit,
         hc2 = drop(slope %*% hc2 %*% slope))
  }
  one <- arm(1); other <- arm(0)
  say(model, "programme", one$mean); say(model, "comparison", other$mean)
  if (is.null(cluster)) return(invisible(NULL))
  welch <- function(a, b) (a + b)^2 / (a^2 / one$df + b^2 / other$df)
  say(model, "se", sqrt(one$var + other$var)); say(model, "df", welch(one$var, other$var))
  if (cluster == "person") say(model, "se.hc2", sqrt(one$hc2 + other$hc2))
  log1 <- one$var / one$mean^2; log0 <- other$var / other$mean^2
  say(model, "log.se", sqrt(log1 + log0)); say(model, "log.df", welch(log1, log0))
  if (family$family == "binomial") {
    logit1 <- log1 / (1 - one$mean)^2; logit0 <- log0 / (1 - other$mean)^2
    say(model, "logit.se", sqrt(logit1 + logit0)); say(model, "logit.df", welch(logit1, logit0))
  }
}
for (cluster in c("person", "coach")) {
  standardise(paste0("binary.", cluster), "binary", binomial(), cluster, control = exact)
  standardise(paste0("count.", cluster), "count", poisson(), cluster, control = exact)
}
standardise("binary.weighted", "binary", binomial(), NULL, d$weight, control = exact)
standardise("count.weighted", "count", poisson(), NULL, d$weight, control = exact)
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
