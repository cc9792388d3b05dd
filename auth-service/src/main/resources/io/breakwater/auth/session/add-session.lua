-- Adds a session whole, and ends the user's oldest ones beyond the limit: one script, so that a crash leaves no half of it.
-- It makes names of keys out of values that it reads, which a Redis Cluster wouldn't allow; sessions live in one server.
-- KEYS: 1 session:live:<hex> 2 session:data:<hex> 3 session:user:<userId> 4 session:id:<sid>
-- ARGV: 1 hex 2 createdAt 3 ends 4 idleMillis 5 absoluteMillis 6 limit 7... pairs of the data's fields and values
local hex, created, ends = ARGV[1], ARGV[2], ARGV[3]
local idle, absolute, limit = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local function forget(other)
  local sid = redis.call('HGET', 'session:data:' .. other, 'sid')
  if sid then redis.call('DEL', 'session:id:' .. sid) end
  redis.call('DEL', 'session:live:' .. other, 'session:data:' .. other)
  redis.call('ZREM', KEYS[3], other)
  -- After the deletion: who hears it and looks finds nothing. It closes the session's open streams at the doors.
  redis.call('PUBLISH', 'session:ended', other)
end

-- What ended by itself doesn't count. The set is bounded by the limit, and so is this loop.
for _, other in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  if redis.call('EXISTS', 'session:live:' .. other) == 0 then forget(other) end
end
local excess = redis.call('ZCARD', KEYS[3]) + 1 - limit
if excess > 0 then
  for _, oldest in ipairs(redis.call('ZRANGE', KEYS[3], 0, excess - 1)) do forget(oldest) end
end

redis.call('HSET', KEYS[1], 'ends', ends, 'seen', created)
redis.call('PEXPIRE', KEYS[1], math.min(idle, absolute))
redis.call('HSET', KEYS[2], unpack(ARGV, 7))
redis.call('PEXPIRE', KEYS[2], absolute)
redis.call('SET', KEYS[4], hex, 'PX', absolute)
redis.call('ZADD', KEYS[3], created, hex)
redis.call('PEXPIRE', KEYS[3], absolute)
return redis.status_reply('OK')
