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
out <- as.data.frame(do.call(rbind, rows))
names(out) <- c("model", "cluster", "value", "se", "df", "p")
write.csv(out, file.path(here, "regression.csv"), row.names = FALSE, quote = FALSE)
