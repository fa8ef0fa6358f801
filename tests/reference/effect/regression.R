# Reference values for least squares with HC2 and CR2 standard errors and Satterthwaite degrees of freedom.
# Rscript tests/reference/effect/regression.R   (from the root of the repository)
# R 4.2.2, clubSandwich 0.5.8, sandwich 3.0.2 (Debian 12: r-cran-clubsandwich, r-cran-sandwich)
suppressMessages({library(clubSandwich); library(sandwich)})
here <- "tests/reference/effect"
d <- read.csv(file.path(here, "pilot.csv"))
d$alone <- d$person
centre <- function(v) v - mean(v)
d$b <- centre(d$baseline); d$a <- centre(d$age); d$w <- centre(d$woman)
d$change <- d$outcome - d$baseline
models <- list(
  difference = lm(outcome ~ treated, d),
  change     = lm(change ~ treated, d),
  lin        = lm(outcome ~ treated * (b + a + w), d)
)
digits <- function(v) formatC(v, digits = 17, format = "g")
rows <- list()
for (m in names(models)) for (cl in c("alone", "both", "partial", "crossing")) {
  fit <- models[[m]]
  ct <- coef_test(fit, vcov = vcovCR(fit, cluster = d[[cl]], type = "CR2"), test = "Satterthwaite")
  i <- which(names(coef(fit)) == "treated")
  rows[[length(rows) + 1]] <- c(m, cl, digits(ct$beta[i]), digits(ct$SE[i]), digits(ct$df[i]), digits(ct$p_Satt[i]))
}
for (m in names(models)) {
  fit <- models[[m]]
  rows[[length(rows) + 1]] <- c(m, "hc2", digits(coef(fit)["treated"]),
                                digits(sqrt(vcovHC(fit, type = "HC2")["treated", "treated"])), "", "")
}
# Weighted least squares (weights are not inverse variances: clubSandwich's default), covariates centred at weighted means.
d$weight <- 0.25 + (d$person %% 7) / 3
centre <- function(v) v - weighted.mean(v, d$weight)
d$b <- centre(d$baseline); d$a <- centre(d$age); d$w <- centre(d$woman)
weighted <- list(
  difference = lm(outcome ~ treated, d, weights = weight),
  change     = lm(change ~ treated, d, weights = weight),
  lin        = lm(outcome ~ treated * (b + a + w), d, weights = weight)
)
for (m in names(weighted)) for (cl in c("alone", "both", "partial", "crossing")) {
  fit <- weighted[[m]]
  ct <- coef_test(fit, vcov = vcovCR(fit, cluster = d[[cl]], type = "CR2"), test = "Satterthwaite")
  i <- which(names(coef(fit)) == "treated")
  rows[[length(rows) + 1]] <- c(paste0(m, "-weighted"), cl, digits(ct$beta[i]), digits(ct$SE[i]), digits(ct$df[i]), digits(ct$p_Satt[i]))
}
out <- as.data.frame(do.call(rbind, rows))
names(out) <- c("model", "cluster", "value", "se", "df", "p")
write.csv(out, file.path(here, "regression.csv"), row.names = FALSE, quote = FALSE)

# One regression per arm, with and without weights: what Welch's degrees of freedom are put together from.
formulas <- list(difference = outcome ~ 1, change = change ~ 1, lin = outcome ~ b + a + w)
parts <- list()
for (m in names(formulas)) for (cl in c("alone", "both", "partial")) for (arm in 0:1) for (kind in c("plain", "weighted")) {
  d$used <- if (kind == "plain") rep(1, nrow(d)) else d$weight
  middle <- function(v) v - weighted.mean(v, d$used)
  d$b <- middle(d$baseline); d$a <- middle(d$age); d$w <- middle(d$woman)
  side <- d[d$treated == arm, ]
  fit <- lm(formulas[[m]], side, weights = used)
  ct <- coef_test(fit, vcov = vcovCR(fit, cluster = side[[cl]], type = "CR2"), test = "Satterthwaite")
  parts[[length(parts) + 1]] <- c(m, kind, cl, arm, digits(ct$SE[1]), digits(ct$df[1]))
}
out <- as.data.frame(do.call(rbind, parts))
names(out) <- c("model", "kind", "cluster", "arm", "se", "df")
write.csv(out, file.path(here, "arms.csv"), row.names = FALSE, quote = FALSE)
