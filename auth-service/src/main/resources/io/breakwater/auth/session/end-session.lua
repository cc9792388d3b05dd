-- Ends a session by its public id, whole. Ending one that is gone does nothing.
-- KEYS: 1 session:id:<sid> 2 session:user:<userId>
local hex = redis.call('GET', KEYS[1])
if hex then
  redis.call('DEL', KEYS[1], 'session:live:' .. hex, 'session:data:' .. hex)
  redis.call('ZREM', KEYS[2], hex)
  -- After the deletion: who hears it and looks finds nothing. It closes the session's open streams at the doors.
  redis.call('PUBLISH', 'session:ended', hex)
end
return redis.status_reply('OK')
