-- Asks for the addresses of a file, one after the other, and tells the times at the end.
local addresses, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do addresses[#addresses + 1] = line end
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at])
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format("figures %.1f %.1f %.1f %d %d\n",
    1e6 * summary.requests / summary.duration, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests, failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
