# Pooled results of metafor for the thirteen BCG trials, and for the first three of them.
# Counts: Colditz et al. (1994), JAMA 271, 698-702, as tabled by Berkey et al. (1995), Statistics in Medicine 14, 395-411.
# Run: Rscript make.R (metafor 3.8-1)
library(metafor)
trials <- read.csv("bcg.csv")
stopifnot(all(as.matrix(trials[4:7]) == as.matrix(dat.bcg[c("tpos", "tneg", "cpos", "cneg")])))
trials <- escalc("RR", ai = treated_cases, bi = treated_free, ci = control_cases, di = control_free, data = trials)
rows <- list()
for (set in c("all", "three")) for (method in c("DL", "REML")) for (test in c("z", "knha", "adhoc")) {
  data <- if (set == "all") trials else trials[c(1, 2, 13), ]
  fit <- rma(yi, vi, data = data, method = method, test = test, control = list(threshold = 1e-12, maxiter = 1000))
  heterogeneity <- confint(fit, control = list(tol = 1e-12, tau2.max = 1000))$random
  told <- predict(fit)
  rows[[length(rows) + 1]] <- data.frame(
    set, method, test, estimate = c(fit$beta), se = fit$se, low = fit$ci.lb, high = fit$ci.ub, p = fit$pval,
    tau2 = fit$tau2, i2 = fit$I2, q = fit$QE, q_p = fit$QEp,
    tau2_low = heterogeneity["tau^2", "ci.lb"], tau2_high = heterogeneity["tau^2", "ci.ub"],
    prediction_low = told$pi.lb, prediction_high = told$pi.ub)
}
write.csv(format(do.call(rbind, rows), digits = 15), "expected.csv", row.names = FALSE, quote = FALSE)
