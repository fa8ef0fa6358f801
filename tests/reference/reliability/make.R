# Alpha, omega of one factor, and item-rest correlations by base R (4.x), of data that come with R.
# attitude: Chatterjee and Price (1977); ability.cov: Smith and Stanley (1983), as in ?factanal.
# Rscript make.R > expected.csv
omega <- function(S, f) {
  l <- f$loadings[, 1]; s <- sqrt(diag(S))
  sum(l * s)^2 / (sum(l * s)^2 + sum(f$uniquenesses * s^2))
}
alpha <- function(S) { k <- ncol(S); k / (k - 1) * (1 - sum(diag(S)) / sum(S)) }
say <- function(data, what, value) cat(data, what, format(value, digits = 10), sep = ",", fill = TRUE)
control <- list(nstart = 1, opt = list(maxit = 5000, factr = 1e4))
cat("data,what,value\n")
S <- cov(attitude)
f <- factanal(attitude, 1, control = control)
say("attitude", "alpha", alpha(S)); say("attitude", "omega", omega(S, f))
for (i in names(attitude)) say("attitude", paste0("rest:", i), cor(attitude[, i], rowSums(attitude) - attitude[, i]))
for (i in names(attitude)) say("attitude", paste0("loading:", i), f$loadings[i, 1])
B <- ability.cov$cov
g <- factanal(covmat = ability.cov, factors = 1, control = control)
say("ability", "alpha", alpha(B)); say("ability", "omega", omega(B, g))
for (i in rownames(B)) say("ability", paste0("loading:", i), g$loadings[i, 1])
