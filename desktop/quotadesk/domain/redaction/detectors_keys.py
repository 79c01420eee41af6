"""List the keys that announce themselves: their prefix, the characters that follow, and how many.

One row a documented format, from the providers' own documentation and the public rule sets of secret scanners.
`least` is the shortest body; `lengths` are the lengths a body has exactly, where they are known: they tell where
a key ends that was broken over lines. `vague` prefixes are also ordinary words: their body must look random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotadesk.domain.redaction.kinds import Kind

WORD = r"[A-Za-z0-9_-]"
ALNUM = r"[A-Za-z0-9]"
HEX = r"[0-9a-fA-F]"
UPPER = r"[A-Z0-9]"
DOTTED = r"[A-Za-z0-9_.-]"
B64 = r"[A-Za-z0-9+/_-]"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFormat:
    """One format of a key: `prefix` + a body of `chars`."""

    prefix: str
    chars: str
    least: int
    lengths: frozenset[int]
    kind: Kind
    vague: bool
    exact: bool


def _rows(kind: Kind, table: str) -> Iterator[KeyFormat]:
    charsets = {"word": WORD, "alnum": ALNUM, "hex": HEX, "upper": UPPER, "dot": DOTTED, "b64": B64}
    for line in table.strip().splitlines():
        prefixes, chars, least, *rest = line.split()
        flags = {word for word in rest if not word[0].isdigit()}
        lengths = frozenset(int(n) for word in rest if word[0].isdigit() for n in word.split(","))
        for prefix in prefixes.split("|"):
            yield KeyFormat(
                prefix=prefix,
                chars=charsets[chars],
                least=int(least),
                lengths=lengths,
                kind=kind,
                vague="vague" in flags,
                exact="exact" in flags,
            )


_MODELS = """
sk-proj-|sk-svcacct-|sk-admin-|sk-None-|sk-service-      word  20
sk-ant-api03-|sk-ant-api04-|sk-ant-admin01-|sk-ant-oat01-|sk-ant-ort01-|sk-ant-sid01-|sk-ant-sid02-|sk-ant-  word 20 95
sk-or-v1-                                     hex   32 64
sk-helicone-|pk-helicone-                     word  24 31
sk-lf-|pk-lf-                                 word  30 36
sk-or-|sk-kimi-|sk-sp-|sk-cp-|sk-api-|sk-inf-|sk-fastgpt-|sk-litellm-|sk-user-  word 16 vague
sk-                                           word  16 20,22,32,48,51,64 vague
sk_                                           alnum 24 32,48 vague
pk-                                           word  24 vague
gsk_                                          alnum 20 52
xai-                                          alnum 40 80
pplx-                                         alnum 32 48,56
r8_                                           alnum 30 37
hf_|api_org_                                  alnum 30 34
hf_oauth_|hf_jwt_                             dot   30
nvapi-                                        word  40 64
fw_|fw-                                       alnum 20 22,24 vague
csk-                                          alnum 40 48
tvly-|tvly-dev-|tvly-prod-                    word  24 32
jina_                                         word  40 60
pa-|al-                                       word  40 43 vague
tgp_v1_                                       word  40 43
cpk_                                          dot   40
vck_                                          word  40
AIza                                          word  30 35
AQ.Ab                                         word  40
ABSK                                          b64   80
bedrock-api-key-                              b64   40
rpa_                                          alnum 36
lsv2_pt_|lsv2_sk_|ls__                        word  32
wandb_v1_                                     word  40
pcsk_                                         word  40
app-|dataset-                                 alnum 24 24 vague exact
pat_|sat_|cztei_                              alnum 40 64 vague
ragflow-                                      word  32
fastgpt-|openapi-|fk-                         word  24 vague
cr_                                           hex   64 64 exact
ms-                                           word  36 36 vague exact
luma-|lma-|fal-|key-|tp-|ark-|ak-|ah-|st-     word  32 vague
bce-v3/ALTAK-                                 b64   40 62
bce-v3/ALTAKSP-                               b64   40
together_|dify-|coze-|zai-|exa-|sbx-|e2b_|fc- word  28 vague
esecret_|cohere_|mistral_|anyscale_           word  24 vague
sdk-                                          word  36 36 vague
uk-                                           word  32 vague
"""

_CLOUDS = """
AKIA|ASIA|ABIA|ACCA                           upper 16 16 exact
LTAI                                          alnum 12 12,16,17,20
LTAI5t                                        alnum 18 18
AKID                                          alnum 28 32
AKLT|AKTP                                     b64   24
ALTAK                                         alnum 16 21
STS.                                          alnum 20
ya29.                                         dot   30
GOCSPX-                                       word  24 28
SEC                                           hex   64 64 exact
1//0|4/0A                                     word  40
ghp_|gho_|ghu_|ghs_|ghr_                      alnum 30 36
github_pat_                                   word  50 82
glpat-|gldt-|glrt-|glptt-|glsoat-|glcbt-|glagent-|glimt-|glft-|glffct-|glwt-|gloas-  dot 18
GR1348941                                     word  20
npm_                                          alnum 30 36
pypi-                                         word  60
rubygems_                                     hex   40
dckr_pat_|dckr_oat_                           word  24 27
xoxb-|xoxp-|xoxa-|xoxr-|xoxs-|xoxo-|xoxc-|xoxd-|xoxe-|xoxe.xoxp-|xoxe.xoxb-|xapp-  b64 20
SG.                                           dot   50
PMAK-                                         word  50
shpat_|shpca_|shppa_|shpss_                   hex   32
sk_live_|sk_test_|rk_live_|rk_test_|pk_live_|pk_test_|whsec_|rzp_live_|rzp_test_  alnum 14 24,32,99
sq0atp-|sq0csp-                               word  22
ATATT3|ATCTT3|ATBB                            b64   30
AKCp                                          alnum 60
hvs.|hvb.|hvr.                                word  24
dp.pt.|dp.st.|dp.ct.|dp.sa.|dp.scim.|dp.audit. dot  36
pul-                                          hex   40 40
NRAK-|NRAL-|NRII-|NRJS-                       word  19
glc_|glsa_                                    b64   30
sntrys_|sntryu_                               b64   40
phc_|phx_                                     alnum 40
rdme_                                         alnum 60
figd_|figu_|figo_                             word  36
sbp_                                          alnum 36
sb_secret_                                    word  24
ntn_|secret_                                  alnum 40 43 vague
lin_api_|lin_oauth_                           alnum 36
dop_v1_|doo_v1_|dor_v1_                       hex   60 64
dapi|dkea|dose                                hex   32 32
tskey-auth-|tskey-api-|tskey-client-          word  20
HRKU-                                         word  36
FlyV1|fm1_|fm1r_|fm2_|fo1_                    b64   40
ops_eyJ                                       b64   200
age-secret-key-1|AGE-SECRET-KEY-1             alnum 58
xkeysib-|xsmtpsib-                            word  60
re_                                           word  30 vague
mlsn.                                         alnum 60
oy2                                           alnum 43 43 exact
CFPAT-|nfp_|pscale_pw_|pscale_tkn_|pscale_oauth_  dot 32
vercel_blob_rw_|vcp_                          word  24
sgp_                                          word  40
EAACEdEose0cBA|EAAG|EAAB                      alnum 60
ddp_|ddapp_                                   alnum 32
cfut_|cfat_|cfk_                              alnum 40
v1.0-                                         word  150
hcp.|atlasv1.                                 dot   60
duffel_test_|duffel_live_|EZAK|EZTK           word  40
artcdc_|cmVmdGtu                              alnum 56
AGPA|AIDA|AROA|ANPA|APKA                      upper 16 16 exact
sl.                                           word  100
PAT-|pnu_|waka_|ghe_                          word  36 vague
gAAAAA                                        b64   80
MIIEpAIBAAKCAQEA|MIIEowIBAAKCAQEA|MIIEogIBAAKCAQEA|MIIEvQIBADANBgkqhkiG|MIIEvAIBADANBgkqhkiG|MIIEvgIBADANBgkqhkiG|MIICXAIBAAKBgQ|MIICXQIBAAKBgQ|MIICdwIBADANBgkqhkiG|MIICdgIBADANBgkqhkiG|MHcCAQEEI|MIGHAgEAMBMG b64 80
"""

FORMATS: tuple[KeyFormat, ...] = (*_rows(Kind.API_KEY, _MODELS), *_rows(Kind.CLOUD_KEY, _CLOUDS))

SHAPES: tuple[tuple[Kind, str, str], ...] = (
    (Kind.API_KEY, "T3BlbkFJ", r"[A-Za-z0-9_-]{8,}T3BlbkFJ[A-Za-z0-9_-]{8,}"),
    (Kind.API_KEY, "", r"\b[0-9a-f]{32}\.[A-Za-z0-9]{16}\b"),
    (Kind.API_KEY, "-", r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9a-f]{32}\b"),
    (Kind.API_KEY, "JQQJ99", r"\b[A-Za-z0-9]{40,}JQQJ99[A-Za-z0-9]{20,}\b"),
    (Kind.CLOUD_KEY, "AZDO", r"\b[A-Za-z0-9]{70,80}AZDO[A-Za-z0-9]{4}\b"),
    (Kind.CLOUD_KEY, ":AA", r"\b(?:bot)?[0-9]{7,11}:AA[A-Za-z0-9_-]{30,36}"),
    (Kind.CLOUD_KEY, ".", r"\b[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}"),
    (Kind.CLOUD_KEY, "SK", r"\bSK[0-9a-f]{32}\b"),
    (Kind.CLOUD_KEY, "pat", r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b"),
    (Kind.CLOUD_KEY, ".eyJ", r"\b[sp]k\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{16,}"),
    (Kind.CLOUD_KEY, "atlasv1", r"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,}"),
    (Kind.CLOUD_KEY, "-us", r"\b[0-9a-f]{32}-us[0-9]{1,2}\b"),
    (Kind.CLOUD_KEY, "8Q~", r"[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}"),
    (Kind.CLOUD_KEY, "Q~", r"\b[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"),
    (Kind.CLOUD_KEY, "A3-", r"\bA3-[A-Z0-9]{6}-[A-Z0-9]{6,11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}"),
    (Kind.SESSION, "eyJ", r"eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){0,3}"),
)
"""Keys that are known by a mark inside or by their whole shape: kind, a text that must occur, expression."""

EXACT: tuple[tuple[Kind, str, tuple[tuple[str, int], ...]], ...] = (
    (Kind.API_KEY, ".", ((r"[0-9a-f]", 32), (r"\.", 1), (ALNUM, 16))),
    (Kind.CLOUD_KEY, ":AA", ((r"[0-9]", 10), (":", 1), ("A", 2), (WORD, 33))),
    (Kind.API_KEY, "JQQJ99", ((ALNUM, 52), ("J", 1), ("Q", 2), ("J", 1), ("9", 2), (ALNUM, 26))),
)
"""Shapes of a known length, found also where a line break cuts them: kind, mark, (characters, how many) in order."""
