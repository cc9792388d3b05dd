GATEWAY=http://127.0.0.1:8080
PASSWORD=$(sed -n 's/.*"demo@breakwater.local","password":"\([^"]*\)".*/\1/p' .local/run/breakwater.json)
TOKEN=$(curl -s $GATEWAY/api/auth/login -H 'Content-Type: application/json' -d "{\"email\":\"demo@breakwater.local\",\"password\":\"$PASSWORD\"}" | sed -n 's/.*"token":"\([^"]*\)".*/\1/p')
PRODUCT=$(curl -s "$GATEWAY/api/products?limit=1" | sed -n 's/.*"items":\[{"id":"\([^"]*\)".*/\1/p')
ORDER=$(curl -s $GATEWAY/api/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: paid-$(date +%s)" -d "{\"items\":[{\"productId\":\"$PRODUCT\",\"quantity\":2}],\"paymentMethod\":\"pm_card_visa\"}" | sed -n 's/^{"id":"\([^"]*\)".*/\1/p')
until curl -s $GATEWAY/api/orders/$ORDER -H "Authorization: Bearer $TOKEN" | grep '"status":"PAID"'; do sleep 1; done
until curl -s http://127.0.0.1:17080/api/user/demo@breakwater.local/messages/INBOX | grep -o "Your order $ORDER is paid"; do sleep 1; done
DECLINED=$(curl -s $GATEWAY/api/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: declined-$(date +%s)" -d "{\"items\":[{\"productId\":\"$PRODUCT\",\"quantity\":2}],\"paymentMethod\":\"pm_card_chargeDeclined\"}" | sed -n 's/^{"id":"\([^"]*\)".*/\1/p')
until curl -s $GATEWAY/api/orders/$DECLINED -H "Authorization: Bearer $TOKEN" | grep '"status":"PAYMENT_FAILED"'; do sleep 1; done
curl -s $GATEWAY/api/products/$PRODUCT/stock
