# Multiple imputation by arm with mice (method "norm"), the comparison adjusted as in Lin (2013), HC2, Rubin.
# Also Barnard and Rubin's degrees of freedom by mice::pool.scalar. Rscript imputation.R, in this folder.
suppressMessages(library(mice))
options(digits = 17)
data <- read.csv("imputation.csv")
data$treated <- as.integer(data$treated)

hc2 <- function(d) {
  age <- d$age - mean(d$age)
  start <- d$start - mean(d$start)
  x <- cbind(1, d$treated, start, age, start * d$treated, age * d$treated)
  bread <- solve(crossprod(x))
  beta <- bread %*% crossprod(x, d$later)
  rest <- as.vector(d$later - x %*% beta)
  lift <- rowSums((x %*% bread) * x)
  meat <- crossprod(x * rest / sqrt(1 - lift))
  c(beta[2], (bread %*% meat %*% bread)[2, 2])
}

impute <- function(columns, m, rounds, seed) {
  arms <- lapply(c(1, 0), function(arm) {
    mice(data[data$treated == arm, columns], m = m, maxit = rounds, method = "norm",
         printFlag = FALSE, seed = seed + arm)
  })
  sapply(seq_len(m), function(k) {
    whole <- do.call(rbind, lapply(1:2, function(i) cbind(treated = c(1, 0)[i], complete(arms[[i]], k))))
    hc2(whole)
  })
}

summarise <- function(name, found) {
  m <- ncol(found)
  within <- mean(found[2, ])
  between <- var(found[1, ])
  data.frame(name = name, m = m, value = mean(found[1, ]), within = within, between = between,
             se = sqrt(within + (1 + 1 / m) * between))
}

nested <- impute(c("start", "age", "later"), 2000, 1, 1)
chained <- impute(c("start", "age", "later", "after"), 1000, 5, 2)
write.csv(rbind(summarise("nested", nested), summarise("chained", chained)),
          "imputation_pooled.csv", row.names = FALSE)

# df: many small sets of estimates and variances, with the complete-data df as n - k
set.seed(3)
rows <- do.call(rbind, lapply(1:40, function(i) {
  m <- sample(2:30, 1)
  q <- rnorm(m)
  u <- rexp(m) + 0.05
  complete <- sample(3:200, 1)
  found <- pool.scalar(q, u, n = complete + 1, k = 1)
  data.frame(m = m, complete = complete, q = paste(format(q, digits = 17), collapse = " "),
             u = paste(format(u, digits = 17), collapse = " "),
             qbar = found$qbar, t = found$t, df = found$df)
}))
write.csv(rows, "barnard_rubin.csv", row.names = FALSE)
