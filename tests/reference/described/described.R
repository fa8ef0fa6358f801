# Numbers for the moderators, made with R. Writes interaction.csv and shrinkage.csv beside this script.
# Rscript described.R (R 4, clubSandwich)
suppressMessages(library(clubSandwich))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
pilot <- read.csv(file.path(here, "..", "effect", "pilot.csv"))
pilot$heavy <- 0.4 + (pilot$person %% 5) / 3

interaction <- function(cluster, weights) {
  model <- lm(outcome ~ treated * (baseline + age + woman), pilot, weights = weights)
  variance <- vcovCR(model, cluster = cluster, type = "CR2", inverse_var = FALSE)
  tested <- coef_test(model, vcov = variance, test = "Satterthwaite")
  tested[c("treated:age", "treated:woman"), ]
}

rows <- list()
for (name in c("person", "partial", "both")) for (weighted in c(FALSE, TRUE)) {
  weights <- if (weighted) pilot$heavy else rep(1, nrow(pilot))
  found <- interaction(pilot[[name]], weights)
  rows[[length(rows) + 1]] <- data.frame(
    cluster = name, weighted = weighted, covariate = c("age", "woman"),
    value = sprintf("%.16g", found$beta), se = sprintf("%.16g", found$SE),
    df = sprintf("%.16g", found$df_Satt), p = sprintf("%.16g", found$p_Satt)
  )
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
