"""Trades against a running sandbox with nothing but the standard library: smoke.py BASE_URL KEY."""
import json
import sys
import urllib.error
import urllib.request

BASE_URL, KEY = sys.argv[1].rstrip("/"), sys.argv[2]


def call(method, path, body=None, key=KEY):
    """The status and the JSON of an answer, whatever the status."""
    request = urllib.request.Request(BASE_URL + path, method=method)
    request.add_header("Content-Type", "application/json")
    if key:
        request.add_header("Authorization", "Bearer " + key)
    data = json.dumps(body).encode() if body is not None else None
    try:
        with urllib.request.urlopen(request, data, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


assert call("GET", "/v1/health/live", key=None) == (200, {"status": "ok"})

status, refusal = call("GET", "/v1/orders", key=None)
assert (status, refusal["error"]["code"]) == (401, "UNAUTHORIZED"), refusal

status, quote = call("GET", "/v1/quotes/BTC-USD")
assert status == 200 and quote["nbbo"]["bid"] < quote["nbbo"]["ask"], quote

# The exchange reads the digits as they stand; the fills are integers of 1e-8.
order = {"symbol": "BTC-USD", "side": "buy", "qty": 0.29, "graph_id": "from-python"}
status, accepted = call("POST", "/v1/orders", order)
assert status == 200 and accepted["graph_id"] == "from-python", accepted
assert call("POST", "/v1/orders", order) == (status, accepted), "the same graph_id gets the same answer"

status, filled = call("GET", "/v1/fills")
assert status == 200, filled
assert sum(fill["qty_1e8"] for fill in filled["fills"]) == 29_000_000, filled

status, cancelled = call("POST", "/v1/venue_cancel_all/kraken")
assert status == 200, cancelled

print("traded", len(filled["fills"]))
