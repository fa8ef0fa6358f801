# Reference values for the repeated-measures model: REML, unstructured covariance, missing waves.
# Rscript tests/reference/estimators/mmrm.R   (from the root of the repository)
# R 4.2.2, nlme 3.1.162, clubSandwich 0.5.8 (Debian 12)
suppressMessages({library(nlme); library(clubSandwich)})
here <- "tests/reference/estimators"
d <- read.csv(file.path(here, "study.csv"))
d$b <- d$baseline - mean(d$baseline)
long <- reshape(d[, c("person", "treated", "coach", "b", "age", "woman", "wave1", "wave2", "wave3")], direction = "long",
                varying = c("wave1", "wave2", "wave3"), v.names = "y", timevar = "wave", idvar = "person")
long <- long[!is.na(long$y), ]
long <- long[order(long$person, long$wave), ]
long$t <- factor(long$wave)
fit <- gls(y ~ 0 + t + t:(treated + b + age + woman), long, correlation = corSymm(form = ~ wave | person),
           weights = varIdent(form = ~ 1 | t), method = "REML",
           control = glsControl(tolerance = 1e-12, msTol = 1e-14, maxIter = 500, msMaxIter = 500, opt = "nlminb"))
rows <- list()
say <- function(what, value) rows[[length(rows) + 1]] <<- data.frame(what, value = formatC(value, digits = 17, format = "g"))
whole <- which.max(table(long$person) == 3)
v <- getVarCov(fit, individual = names(whole))
for (i in 1:3) for (j in i:3) say(paste0("covariance", i, j), v[i, j])
for (i in 1:3) {
  name <- paste0("t", i, ":treated")
  say(paste0("arm", i), coef(fit)[name]); say(paste0("model.se", i), sqrt(vcov(fit)[name, name]))
}
for (cluster in c("person", "coach")) {
  v <- vcovCR(fit, cluster = factor(long[[cluster]]), type = "CR2")
  test <- coef_test(fit, v, test = "Satterthwaite", coefs = "t3:treated")
  say(paste0("cr2.", cluster), test$SE)
  say(paste0("df.", cluster), test$df)
}
write.csv(do.call(rbind, rows), file.path(here, "mmrm.csv"), row.names = FALSE, quote = FALSE)
