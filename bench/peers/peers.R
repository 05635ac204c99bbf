# Runs one peer of R: peers.R <peer> <task> <input> <rows> <columns> <classes> <repeats> <answer>
words <- commandArgs(trailingOnly = TRUE)
values <- readBin(words[3], "double", as.integer(words[4]) * as.integer(words[5]))
work <- function() classInt::classIntervals(values, as.integer(words[6]), style = "fisher")$brks[-1]
found <- work()
times <- sapply(seq_len(as.integer(words[7])), function(i) 1000 * system.time(work())[["elapsed"]])
writeBin(as.double(found), words[8])
cat(sprintf('{"times":[%s],"peak":0,"version":"classInt %s"}\n', paste(times, collapse = ","), packageVersion("classInt")))
