# Numbers for the moderators, made with R. Writes interaction.csv and shrinkage.csv beside this script.
# Rscript described.R (R 4, clubSandwich)
suppressMessages(library(clubSandwich))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
pilot <- read.csv(file.path(here, "..", "effect", "pilot.csv"))
pilot$heavy <- 0.4 + (pilot$person %% 5) / 3

covariates <- c("age", "woman")

# The interaction in one model. Degrees of freedom: Satterthwaite's, at most (where no cluster is in both arms) those of
# Welch (1947), from the slopes of the two arms, each with clubSandwich's own.
tested <- function(formula, data, cluster, weights) {
  environment(formula) <- environment()
  model <- lm(formula, data, weights = weights)
  coef_test(model, vcov = vcovCR(model, cluster = cluster, type = "CR2", inverse_var = FALSE), test = "Satterthwaite")
}

interaction <- function(name, weights) {
  cluster <- pilot[[name]]
  whole <- tested(outcome ~ treated * (baseline + age + woman), pilot, cluster, weights)
  found <- whole[paste0("treated:", covariates), ]
  df <- found$df_Satt
  if (name != "crossing") {
    arms <- lapply(0:1, function(arm) {
      own <- pilot$treated == arm
      tested(outcome ~ baseline + age + woman, pilot[own, ], cluster[own], weights[own])[covariates, ]
    })
    freedom <- sapply(arms, function(arm) arm$df_Satt)
    # each variance as its estimate leads one to expect it: v / (v - 2) times as much (docs/adr/0008)
    squares <- sapply(arms, function(arm) arm$SE^2) * freedom / (freedom - 2)
    welch <- rowSums(squares)^2 / rowSums(squares^2 / freedom)
    df <- pmin(df, ifelse(apply(freedom, 1, min) > 2, welch, apply(freedom, 1, min)))
  }
  data.frame(value = found$beta, se = found$SE, df = df, p = 2 * pt(-abs(found$beta / found$SE), df))
}

rows <- list()
for (name in c("person", "partial", "both", "crossing")) for (weighted in c(FALSE, TRUE)) {
  weights <- if (weighted) pilot$heavy else rep(1, nrow(pilot))
  numbers <- interaction(name, weights)
  numbers[] <- lapply(numbers, function(x) sprintf("%.16g", x))
  rows[[length(rows) + 1]] <- data.frame(cluster = name, weighted = weighted, covariate = covariates, numbers)
}
write.csv(do.call(rbind, rows), file.path(here, "interaction.csv"), row.names = FALSE, quote = FALSE)

# Paule & Mandel (1982) around a mean of zero, then the normal-normal posterior
z <- c(0.42, -0.11, 0.25, 0.63, 0.05)
s <- c(0.21, 0.18, 0.30, 0.22, 0.15)
tau2 <- uniroot(function(t) sum(z^2 / (s^2 + t)) - length(z), c(0, 4), tol = 1e-15)$root
kept <- tau2 / (tau2 + s^2)
# Morris (1983): the posterior's variance, widened for an estimated tau
sd <- sqrt(1 / (1 / tau2 + 1 / s^2) + 2 / (length(z) - 2) * (z - kept * z)^2)
shrunk <- data.frame(z, s, tau2, value = kept * z, low = kept * z - qnorm(.975) * sd, high = kept * z + qnorm(.975) * sd)
shrunk[] <- lapply(shrunk, function(x) sprintf("%.16g", x))
write.csv(shrunk, file.path(here, "shrinkage.csv"), row.names = FALSE, quote = FALSE)
