#!/usr/bin/env python3
"""Score a diagnosis engine against the labelled support cases.

  score.py --inputs --split dev                      print the case inputs (one per line, no labels) for the engine's stdin
  score.py ANSWERS.jsonl --split dev [--require bar.json] [--mistakes none|ids|full] [--json OUT]
Only the standard library is used. Exit status: 0 ok, 1 below the bar or bad data, 2 unusable answers.
"""
import argparse, json, os, re, sys
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
FAMILIES = ["wallet_empty", "key_quota", "budget", "rate_limit_customer", "rate_limit_upstream", "upstream_account", "key_invalid",
            "permission", "model_unavailable", "upstream_fault", "stream_cut", "bad_request", "content_blocked", "task_failed",
            "gateway_fault", "success", "unknown"]
ENUMS = {"family": FAMILIES, "acts": ["customer", "operator", "upstream_wait", "support", "nobody"],
         "charged": ["yes", "no", "refunded", "held", "unknown"], "retry": ["yes_now", "yes_after_wait", "no", "unknown"]}
MONEY = {"wallet_empty", "key_quota", "budget"}
OURS = {"upstream_account", "rate_limit_upstream", "upstream_fault", "gateway_fault"}
AMOUNT_TOL = 1e-6


def load(split):
    with open(os.path.join(HERE, split + ".jsonl"), encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def accepted(exp, field):
    return {exp[field], *exp.get("accept", {}).get(field, [])}


def is_num(v):
    return isinstance(v, (int, float)) and not isinstance(v, bool) and v == v


def score(items, answers):
    n = len(items)
    hit, strict = Counter(), Counter()
    denom = Counter()
    by_family, by_charged = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    dangers, mistakes, missing, invalid, invented = [], [], 0, 0, 0
    for it in items:
        cid, exp = it["case"]["id"], it["expected"]
        ans = answers.get(cid)
        if ans is None:
            missing += 1
            ans = {}
        wrong = {}
        for f, allowed in ENUMS.items():
            denom[f] += 1
            v = ans.get(f)
            if v is not None and v not in allowed:
                invalid += 1
            strict[f] += v == exp[f]
            ok = v in accepted(exp, f)
            hit[f] += ok
            if not ok:
                wrong[f] = [v, exp[f]]
            if f == "family":
                by_family[exp[f]][0] += ok
                by_family[exp[f]][1] += 1
            if f == "charged":
                by_charged[exp[f]][0] += ok
                by_charged[exp[f]][1] += 1
        if exp["amount_usd"] is not None:
            denom["amount_usd"] += 1
            v = ans.get("amount_usd")
            ok = is_num(v) and abs(v - exp["amount_usd"]) <= AMOUNT_TOL
            hit["amount_usd"] += ok
            if exp["charged"] != "no":
                denom["amount_nonzero"] += 1
                hit["amount_nonzero"] += ok
            if not ok:
                wrong["amount_usd"] = [v, exp["amount_usd"]]
        elif ans.get("amount_usd") is not None and ans.get("charged") not in exp.get("accept", {}).get("charged", []):
            invented += 1
            wrong["amount_usd"] = [ans["amount_usd"], None]
        for f in ("attempts", "client_retries"):
            if exp[f] is not None:
                denom[f] += 1
                ok = ans.get(f) == exp[f] and not isinstance(ans.get(f), bool)
                hit[f] += ok
                if not ok:
                    wrong[f] = [ans.get(f), exp[f]]
        if exp["retry_after_s"] is not None:
            denom["retry_after_s"] += 1
            v = ans.get("retry_after_s")
            ok = is_num(v) and abs(v - exp["retry_after_s"]) <= max(1.0, 0.05 * exp["retry_after_s"])
            hit["retry_after_s"] += ok
            if not ok:
                wrong["retry_after_s"] = [v, exp["retry_after_s"]]
        # dangerous errors -------------------------------------------------------------------------------------------
        d = []
        if ans.get("charged") == "no" and exp["charged"] in ("yes", "held", "unknown") and "no" not in accepted(exp, "charged"):
            d.append("said_not_charged")
        if ans.get("family") in MONEY and ans.get("acts") == "customer" and ans.get("family") not in accepted(exp, "family") \
                and (exp["family"] in OURS or exp["acts"] in ("operator", "upstream_wait")):
            d.append("told_to_top_up")
        if ans.get("retry") == "yes_now" and exp["retry"] == "no" and "yes_now" not in accepted(exp, "retry"):
            d.append("retry_now_when_no")
        if ans.get("family") == "key_invalid" and ans.get("acts") == "customer" and "key_invalid" not in accepted(exp, "family") \
                and (exp["family"] in OURS or exp["acts"] in ("operator", "upstream_wait")):
            d.append("blamed_customer_key")
        dangers += [[cid, x] for x in d]
        if wrong or d:
            mistakes.append({"id": cid, "expected_family": exp["family"], "wrong": wrong, "dangerous": d})
    acc = {f: round(hit[f] / denom[f], 4) for f in denom if denom[f]}
    fam = {k: round(v[0] / v[1], 4) for k, v in sorted(by_family.items())}
    nn = [v for k, v in by_charged.items() if k != "no"]
    return {"cases": n, "missing": missing, "invalid_values": invalid, "accuracy": acc,
            "strict": {f: round(strict[f] / n, 4) for f in ENUMS}, "n": dict(denom),
            "charged_not_no": round(sum(a for a, _ in nn) / max(1, sum(b for _, b in nn)), 4),
            "charged_by_truth": {k: f"{v[0]}/{v[1]}" for k, v in sorted(by_charged.items())},
            "family_recall": fam, "min_family_recall": min(fam.values()), "macro_family_recall": round(sum(fam.values()) / len(fam), 4),
            "amount_invented": invented, "dangerous": len(dangers), "dangerous_by_kind": dict(Counter(k for _, k in dangers)),
            "dangerous_list": dangers, "mistakes": mistakes}


def value(res, key):
    if key in res["accuracy"]:
        return res["accuracy"][key]
    return res[key]


def check_bar(res, bar):
    bad = []
    for k, v in bar.get("min", {}).items():
        got = value(res, k)
        if got < v:
            bad.append(f"{k} = {got} < {v}")
    for k, v in bar.get("max", {}).items():
        got = value(res, k)
        if got > v:
            bad.append(f"{k} = {got} > {v}")
    return bad


def read_answers(path, ids):
    src = sys.stdin if path == "-" else open(path, encoding="utf-8")
    out = {}
    with src:
        for no, line in enumerate(src, 1):
            if not line.strip():
                continue
            try:
                a = json.loads(line)
                cid = a["id"]
            except (ValueError, KeyError, TypeError) as e:
                print(f"answers line {no} is unusable: {e!r}", file=sys.stderr)
                sys.exit(2)
            if cid in out or cid not in ids:
                print(f"answers line {no}: {'repeated' if cid in out else 'unknown'} id {cid!r}", file=sys.stderr)
                sys.exit(2)
            out[cid] = a
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("answers", nargs="?", help="answers JSONL, - for stdin")
    p.add_argument("--split", choices=["dev", "own", "blind", "blind2", "blind3", "blind4", "blind5"])
    p.add_argument("--inputs", action="store_true")
    p.add_argument("--require")
    p.add_argument("--mistakes", choices=["none", "ids", "full"], default="full")
    p.add_argument("--json")
    a = p.parse_args()
    if not a.split:
        p.error("--split is needed")
    items = load(a.split)
    if a.inputs:
        for it in items:
            print(json.dumps(it["case"], ensure_ascii=False))
        return 0
    if not a.answers:
        p.error("answers file is needed")
    res = score(items, read_answers(a.answers, {it["case"]["id"] for it in items}))
    mode = a.mistakes
    print(f"{a.split}: {res['cases']} cases, {res['missing']} missing answers, {res['invalid_values']} invalid values")
    for f in ("family", "acts", "charged", "retry", "amount_usd", "amount_nonzero", "attempts", "client_retries", "retry_after_s"):
        if f in res["accuracy"]:
            s = f"   strict {res['strict'][f]:.1%}" if f in res["strict"] else ""
            print(f"  {f:15s} {res['accuracy'][f]:6.1%}  of {res['n'][f]}{s}")
    print(f"  charged_not_no  {res['charged_not_no']:6.1%}   by truth {res['charged_by_truth']}")
    print(f"  family recall   macro {res['macro_family_recall']:.1%}, worst {res['min_family_recall']:.1%} ({min(res['family_recall'], key=res['family_recall'].get)})")
    print(f"  amounts invented where the truth is unknown: {res['amount_invented']}")
    print(f"  DANGEROUS {res['dangerous']} {res['dangerous_by_kind']}")
    if mode != "none":
        by_id = {it["case"]["id"]: it for it in items}
        for m in res["mistakes"]:
            print(" ", m["id"], m["expected_family"], json.dumps(m["wrong"], ensure_ascii=False), " ".join(m["dangerous"]))
            if mode == "full":
                c = by_id[m["id"]]
                print("      ", c["case"]["gateway"], c["case"]["http_status"], (c["case"]["pasted"] or "")[:160].replace("\n", " "), "| why:", c["expected"]["why"])
    if a.json:
        slim = dict(res)
        if mode == "none":
            slim.pop("mistakes"), slim.pop("dangerous_list")
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump(slim, f, ensure_ascii=False, indent=1)
    if a.require:
        with open(a.require, encoding="utf-8") as f:
            bad = check_bar(res, json.load(f)[a.split])
        print("BAR: " + ("passed" if not bad else "; ".join(bad)))
        return 1 if bad else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
