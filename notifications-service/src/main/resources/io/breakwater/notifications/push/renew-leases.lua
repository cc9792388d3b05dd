-- Renews leases, those included that have lapsed or were lost. KEYS: each stream's user's streams. ARGV: lease in ms, then
-- the streams.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[1], ARGV[i + 1])
  redis.call('PEXPIRE', key, ARGV[1])
end
return #KEYS
