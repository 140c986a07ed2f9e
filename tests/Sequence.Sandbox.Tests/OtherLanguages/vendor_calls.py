"""Sends what the vendor's Python client sends, as it was recorded: vendor_calls.py BASE_URL RECORDING.

The recording's server was a stub. Ids that a server chooses are put in the place of the recorded ones, and an archive in the
place of three letters; nothing else is changed. Each call comes from an account of its own. One line is printed for each
request that is refused, and at the end the number of those that are not.
"""
import base64
import hashlib
import http.client
import io
import json
import sys
import urllib.parse
import zipfile

BASE = urllib.parse.urlsplit(sys.argv[1])
RECORDING = sys.argv[2]
GRAPH = "graph_ab12"


key = ""


def send(verb, target, body=None, with_key=True):
    """The status and the JSON of an answer; the target goes out as it is, and no body means no bytes."""
    connection = http.client.HTTPConnection(BASE.hostname, BASE.port, timeout=30)
    headers = {"Content-Type": "application/json", "User-Agent": "sequence-python"}
    if with_key:
        headers["Authorization"] = "Bearer " + key
    connection.request(verb, target, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if text else None


def archive():
    """A zip with the entrypoint."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("main.py", "print('hello')")
    return base64.b64encode(data.getvalue()).decode()


def order(**members):
    """The node-order id of a simple order."""
    graph = send("POST", "/v1/orders", members)[1]["graph_id"]
    nodes = send("GET", "/v1/execution_graphs/" + graph)[1]["nodes"]
    return next(iter(nodes.values()))["node_order_id"]


def deployment():
    body = {"name": "mm", "wasm_base64": "AGFzbQEAAAA=", "symbols": ["ETH-USD"]}
    return send("POST", "/v1/deployments", body)[1]["deployment_id"]


def strategy():
    body = {"name": "s", "runtime": "python", "entrypoint": "main.py", "artifact_base64": archive(), "start_immediately": True}
    return send("POST", "/v1/strategies", body)[1]["id"]


def cursor(venue):
    return send("GET", f"/v1/markets?venue={venue}&limit=50&active=true")[1]["next_cursor"]


def slug():
    return send("GET", "/v1/markets?venue=polymarket&limit=1")[1]["markets"][0]["slug"]


# What stands in a target where a server's own id belongs, and how to get one.
MADE = {
    "/v1/deployments/d1": lambda: "/v1/deployments/" + deployment(),
    "/v1/strategies/strat_abc": lambda: "/v1/strategies/" + strategy(),
    "?run_id=r1": lambda: "?run_id=" + send("GET", "/v1/strategies")[1][-1]["run_id"],
    "/v1/orders/stale": lambda: "/v1/orders/" + quoted(order(symbol="BTC-USD", side="buy", qty=0.01, price=70000)),
    "/v1/execution/live/n1": lambda: "/v1/execution/live/" + quoted(order(symbol="BTC-USD", side="buy", qty=0.01, price=70000)),
    "/v1/execution/review/n1": lambda: "/v1/execution/review/" + quoted(order(symbol="BTC-USD", side="buy", qty=0.01)),
    "?node_order_id=n1": lambda: "?node_order_id=" + quoted(order(symbol="BTC-USD", side="buy", qty=0.01)),
    "/v1/settlement/s": lambda: "/v1/settlement/" + slug(),
    "/v1/markets/btc-updown": lambda: "/v1/markets/" + slug(),
    "https%3A%2F%2Fpolymarket.com%2Fevent%2Fa-b": lambda: quoted("https://polymarket.com/event/" + slug()),
    "/v1/polymarket/rewards/123": lambda: "/v1/polymarket/rewards/" + send("GET", "/v1/polymarket/rewards")[1][0]["token_id"],
    "&cursor=c2": lambda: "&cursor=" + cursor("kalshi"),
    "&cursor=c%3D%2F": lambda: "&cursor=" + cursor("polymarket"),
}


def quoted(text):
    return urllib.parse.quote(text, safe="")


def prepare(request):
    """Target and body with ids that exist."""
    target = request["path"] + ("?" + request["query"] if request["query"] else "")
    if GRAPH in target:
        send("POST", "/v1/orders", {"symbol": "BTC-USD", "side": "buy", "qty": 10, "price": 60000, "graph_id": GRAPH})
    if target.startswith("/v1/algos/ETH-USD"):
        deployment()
    for recorded, make in MADE.items():
        if recorded in target:
            target = target.replace(recorded, make())
    body = request["body"]
    if body and body.get("artifact_base64") == "QUJD":
        body = {**body, "artifact_base64": archive()}
    return target, body


taken = 0
with open(RECORDING, encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        call = json.loads(line)
        key = "seq_test_" + hashlib.sha256(str(number).encode()).hexdigest()
        for request in call["requests"]:
            target, body = prepare(request)
            status, answer = send(request["verb"], target, body, with_key=request.get("auth", key) is not None)
            if 200 <= status < 300:
                taken += 1
            else:
                print(f"{call['call']} -> {status} {answer['error']['message']}")
print("taken", taken)
