"""Templates are refused when they could leak, hide a gap or run away; with file, line and reason."""

import re
import time
from pathlib import Path

import pytest
from jinja2 import TemplateError

from quotadesk.app.errors import FaultyTemplate
from quotadesk.datafiles import data_dir
from quotadesk.domain.facts import InternalFacts, PublicFacts
from quotadesk.domain.replies import ReplyKind
from quotadesk.wording import LONGEST_TEXT, Templates, escaped, tidy

SHIPPED = data_dir("templates")
FACTS = PublicFacts(
    model="gpt-4o", charge_answer="Your call was not charged", asks=("the model", "the status")
)


@pytest.fixture
def write(tmp_path: Path):
    """Write a template of an agent's own and give the Templates that find it."""

    def written(text: str, kind: str = "replies/ask") -> Templates:
        path = tmp_path / "en" / f"{kind}.md.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return Templates(SHIPPED, own=tmp_path)

    return written


def refusal(templates: Templates, kind: str = "replies/ask", facts=FACTS) -> FaultyTemplate:
    with pytest.raises(FaultyTemplate) as caught:
        templates.render(kind, "en", facts)
    return caught.value


def test_every_shipped_template_is_sound_and_exists_in_both_languages() -> None:
    templates = Templates(SHIPPED)
    wanted = {f"{lang}/replies/{kind.value}" for lang in ("en", "zh") for kind in ReplyKind}
    wanted |= {"en/handoff/note", "zh/handoff/note"}
    assert set(templates.names()) == wanted
    assert not {name: templates.faults(name) for name in templates.names() if templates.faults(name)}


@pytest.mark.parametrize(
    "leak",
    [
        "{{ owner }}",
        "{% if owner %}x{% endif %}",
        "{% if false %}{{ owner }}{% endif %}",
        "{{ owner|default('') }}",
        "{% for o in owner %}x{% endfor %}",
        "{% set a = owner %}{{ a }}",
        "{{ model if group else model }}",
        "{{ model ~ group }}",
        "{{ [model, balance] }}",
        "{{ model == channel }}",
    ],
)
def test_a_reply_that_names_an_internal_fact_is_refused_also_where_it_would_not_be_printed(
    write, leak
) -> None:
    error = refusal(write(f"first line\n{leak}\n"))
    assert "ask.md.j2, line 2" in error.message.en
    assert "第 2 行" in error.message.zh
    assert error.hint.en


@pytest.mark.parametrize(
    "trick",
    [
        "{{ model.__class__ }}",
        "{{ model['__class__'] }}",
        "{{ model.upper() }}",
        "{{ model|attr('x') }}",
        "{{ model|map('upper') }}",
        "{{ self }}",
        "{{ range(10) }}",
        "{% include 'en/replies/ask.md.j2' %}",
        "{% import 'x' as x %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% block b %}{% endblock %}",
        "{% raw %}x{% endraw %}{{ cycler }}",
        "{{ 'x' * 1000000 }}",
        "{{ model ~ model }}",
        "{{ loop.index0.real }}",
        "{% set model = 'another' %}",
        "{% for model in asks %}{{ model }}{% endfor %}",
        "{% set ns = namespace(a=1) %}",
        "{% filter upper %}x{% endfilter %}",
        "{{ model is callable }}",
        "{{ 'a'|replace('a', 'b') }}",
    ],
)
def test_what_a_text_does_not_need_is_not_there(write, trick) -> None:
    refusal(write(trick))


def test_a_mistake_in_the_syntax_names_its_line(write) -> None:
    error = refusal(write("one\ntwo\n{% if model %}\n"))
    assert "syntax" in error.message.en
    assert re.search(r"line \d", error.message.en)


def test_loops_that_multiply_and_texts_without_end_are_refused(write) -> None:
    loop = "{% for a in asks %}"
    refusal(write(loop * 3 + "x" + "{% endfor %}" * 3))
    deep = PublicFacts(asks=tuple("abcdefghij" * 8))
    error = refusal(write(loop * 2 + "a long line of words" + "{% endfor %}" * 2), facts=deep)
    assert "without end" in error.message.en
    assert LONGEST_TEXT < 100_000


SIX_THOUSAND = "[" + ",".join(str(n) for n in range(6_000)) + "]"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{% set a = [" + "1," * 21 + "] %}", "at most 20"),
        ("{% set a = (" + "1," * 21 + ") %}", "at most 20"),
        ("{% set a = [1] %}{% set b = [a, a] %}{% set c = [b, b] %}{{ c }}", "at most 20"),
        ("{% for a in [1, 2] %}x{% endfor %}", "a loop goes through"),
        ("{% for a in model %}x{% endfor %}", "a loop goes through"),
        ("{% set a = asks %}{% for b in a %}x{% endfor %}", "a loop goes through"),
        ("{% for a in asks %}{% for b in a %}x{% endfor %}{% endfor %}", "a loop goes through"),
        ("{% for a in asks %}{% for b in loop %}x{% endfor %}{% endfor %}", "a loop goes through"),
        ("{% for a, b in asks %}x{% endfor %}", "at most 20"),
        ("{{ 5|length }}", "takes a fact"),
        ("{% if model in 5 %}x{% endif %}", "looks into"),
        ("{% if model > 'a' %}x{% endif %}", "compare texts"),
        ("{% if 1 <= asks|length < 3 %}x{% endif %}", "compare texts"),
        ("{% for a in asks %}{{ loop }}{% endfor %}", "alone"),
        ("{{ " + "9" * 6_000 + " }}", "cannot be rendered"),
    ],
)
def test_what_could_take_long_or_fail_for_some_facts_only_is_refused(write, source, reason) -> None:
    error = refusal(write(f"first line\n{source}"))
    assert reason in error.message.en
    assert "ask.md.j2, line " in error.message.en


def test_empty_loops_over_a_long_list_cannot_hold_the_desk_up(write) -> None:
    loop = "{% for b in a %}"
    began = time.process_time()
    refusal(write(f"{{% set a = {SIX_THOUSAND} %}}" + loop * 3 + "{% endfor %}" * 3))
    crowd = PublicFacts(asks=("the model",) * 6_000)
    own = write("{% for a in asks %}{% for b in asks %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}x")
    assert own.render("replies/ask", "en", crowd) == "x\n"
    assert time.process_time() - began < 1.0


def test_short_lists_and_membership_may_be_used(write) -> None:
    text = "{% if family in ['success', 'unknown'] or 'a' in model %}{{ asks|length }}{% else %}-{% endif %}"
    assert write(text).render("replies/ask", "en", FACTS) == "-\n"


def test_an_error_while_a_text_is_made_names_file_and_line_and_tells_no_fact(write) -> None:
    error = refusal(write("one\ntwo\n{% if running in model %}x{% endif %}\n"))
    assert "ask.md.j2, line 3: cannot be rendered (TypeError)" in error.message.en
    assert "gpt-4o" not in str(error)


def test_a_template_nested_without_end_is_refused_and_not_followed(write) -> None:
    refusal(write("{% if model %}" * 600 + "x" + "{% endif %}" * 600))
    refusal(write("{{ " + "not " * 3000 + "model }}"))


def test_an_own_template_takes_the_place_of_the_shipped_one(write) -> None:
    templates = write("{{ charge_answer }}. Our own words for {{ model }}.")
    assert (
        templates.render("replies/ask", "en", FACTS)
        == "Your call was not charged. Our own words for gpt-4o.\n"
    )
    assert "密钥" in (SHIPPED / "zh/replies/ask.md.j2").read_text("utf-8")


def test_a_changed_template_is_linted_again(write, tmp_path) -> None:
    templates = write("{{ model }}")
    assert templates.render("replies/ask", "en", FACTS) == "gpt-4o\n"
    path = tmp_path / "en/replies/ask.md.j2"
    path.write_text("{{ owner }}", "utf-8")
    import os

    os.utime(path, ns=(1, 1))
    refusal(templates)


def test_an_empty_fact_that_is_printed_stands_as_a_gap(write) -> None:
    templates = write("Charged {{ amount }} for {{ model }}.")
    assert templates.render("replies/ask", "en", FACTS) == "Charged ‹amount› for gpt-4o.\n"
    assert write("{% if amount %}x{% endif %}{{ model }}").render("replies/ask", "en", FACTS) == "gpt-4o\n"


def test_a_reply_never_gets_the_facts_of_a_note() -> None:
    with pytest.raises(TypeError):
        Templates(SHIPPED).render("replies/ask", "en", InternalFacts(owner="acme"))


def test_a_missing_template_says_what_to_do() -> None:
    error = refusal(Templates(SHIPPED), kind="replies/nothing")
    assert "no template" in error.message.en


def test_a_template_that_is_not_text_is_refused(tmp_path) -> None:
    path = tmp_path / "en/replies/ask.md.j2"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in refusal(Templates(SHIPPED, own=tmp_path)).message.en


def test_what_stands_literally_in_a_template_is_known() -> None:
    literals = Templates(SHIPPED).literals("replies/wallet_empty", "en")
    assert "Top up" in literals
    assert "charge_answer" not in literals


def test_a_name_is_escaped_only_where_markdown_would_read_a_mark() -> None:
    assert escaped("gpt-4o_mini prod_bot_1") == "gpt-4o_mini prod_bot_1"
    assert escaped("[OWNER …a1b2c3]") == "[OWNER …a1b2c3]"
    assert escaped("_x_ *y* `z` <b> [a](b)") == r"\_x\_ \*y\* \`z\` \<b> [a\](b)"


def test_lines_that_belong_together_break_and_lists_stay_lists() -> None:
    assert tidy("a \n b\n\n\n\n1. c\n2. d\n") == "a  \nb\n\n1. c\n2. d\n"


def test_jinja_errors_never_come_through(write) -> None:
    try:
        write("{{ asks|length }}{{ asks }}").render("replies/ask", "en", FACTS)
    except FaultyTemplate:
        pass
    except TemplateError:
        pytest.fail("a library's error came through")


# ---------------------------------------------------------------- templates that want to leak, or never to end

HOSTILE = {
    "an attribute of an attribute": "{{ model.__class__.__mro__ }}",
    "a filter with arguments": "{{ model|replace('gpt', owner) }}",
    "the format filter": "{{ '%s'|format(owner) }}",
    "the format operator": '{{ "%s" % owner }}',
    "format as a method": "{{ '{0.__class__}'.format(model) }}",
    "a loop over a string": "{% for c in model %}{{ c }}{% endfor %}",
    "a recursive loop": "{% for a in asks recursive %}{{ loop(asks) }}{% endfor %}",
    "a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(owner) }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "an import": "{% import 'en/handoff/note.md.j2' as n %}{{ n }}",
    "a from-import": "{% from 'en/handoff/note.md.j2' import x %}",
    "an include of the note": "{% include 'en/handoff/note.md.j2' ignore missing %}",
    "an include from elsewhere": "{% include '../../../etc/passwd' %}",
    "an inheritance": "{% extends 'en/handoff/note.md.j2' %}",
    "a set block": "{% set a %}{{ owner }}{% endset %}{{ a }}",
    "a set block of allowed facts": "{% set a | upper %}{{ model }}{% endset %}{{ a }}",
    "a call block": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
    "a huge range": "{% for i in range(1000000000) %}x{% endfor %}",
    "a namespace": "{% set n = namespace(x=model) %}{% set n.x = owner %}{{ n.x }}",
    "nested conditions on internal facts": "{% if model %}{% if asks %}{% if owner == 'a' %}a{% endif %}{% endif %}{% endif %}",
    "an internal fact in an elif": "{% if model %}{% elif balance %}x{% endif %}",
    "an internal fact in the filter of a loop": "{% for a in asks if a != owner %}{{ a }}{% endfor %}",
    "an internal fact in the else of a loop": "{% for a in asks %}{% else %}{{ channels }}{% endfor %}",
    "an internal fact as a default": "{{ model or owner }}",
    "an internal fact as an index": "{{ asks[owner] }}",
    "a slice": "{{ model[:3] }}",
    "a dictionary": "{{ {'a': model} }}",
    "a do statement": "{% do asks.append(1) %}",
    "an unpacking call": "{{ model(*asks, **asks) }}",
    "arithmetic": "{{ 9 ** 9 ** 9 }}",
    "text times a number": "{{ 'x' * 100000000 }}",
    "a debug statement": "{% debug %}",
    "the context": "{% with %}{{ context }}{% endwith %}",
    "scoped variables": "{% with a = owner %}{{ a }}{% endwith %}",
    "a translation": "{% trans %}{{ owner }}{% endtrans %}",
    "automatic escaping": "{% autoescape true %}{{ owner }}{% endautoescape %}",
    "globals of the engine": "{{ lipsum(n=100000) }}{{ joiner }}{{ dict(a=1) }}",
    "a hidden character in a name": "{{ mo\u200bdel }}",
    "a look-alike of a name": "{{ m\u043edel }}",
    "a full-width name that Python would fold": "{{ \uff4fwner }}",
    "a comment that does not end": "{# {{ owner }}",
    "an internal fact behind a comment": "{# fine #}{{ owner }}{# fine #}",
    "an internal fact behind raw text": "{% raw %}{{ model }}{% endraw %}{{ owner }}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_with_file_line_and_reason(write, name) -> None:
    began = time.process_time()
    error = refusal(write("one line\nanother line\n" + HOSTILE[name]))
    assert time.process_time() - began < 1.0
    assert re.search(r"en/replies/ask\.md\.j2, line [1-9]\d*: \S+", error.message.en), error.message.en
    assert re.search(r"第 [1-9]\d* 行：\S+", error.message.zh)
    assert error.hint.en


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{# {{ owner }} #}{{ model }}", "gpt-4o"),
        ("{#\n# {% for %}\n#}{{ model }}", "gpt-4o"),
        ("{{ model }}{% raw %}{{ owner }}{% endraw %}", "gpt-4o{{ owner }}"),
        ("# for x in asks\n{{ model }}\n# endfor", "# for x in asks\ngpt-4o\n# endfor"),
        ("## owner\n{{ model }}", "## owner\ngpt-4o"),
        ("${owner} %s {owner} {{ model }}", "${owner} %s {owner} gpt-4o"),
        ("{{ '{{ owner }}' }}", "{{ owner }}"),
    ],
)
def test_comments_raw_text_and_lines_that_look_like_statements_are_harmless(write, source, text) -> None:
    assert write(source).render("replies/ask", "en", FACTS).replace("  \n", "\n").strip() == text


def test_a_fact_that_looks_like_a_template_is_only_text(write) -> None:
    facts = PublicFacts(model="{{ owner }}{% include 'x' %}")
    assert write("{{ model }}").render("replies/ask", "en", facts) == "{{ owner }}{% include 'x' %}\n"


def test_the_most_that_a_sound_template_can_make_stays_within_the_caps(write) -> None:
    body = "{% for a in asks %}{% for b in asks %}" + "{{ a }}" * 1_500 + "{% endfor %}{% endfor %}"
    began = time.process_time()
    error = refusal(write(body), facts=PublicFacts(asks=("x" * 2_000,) * 50))
    assert "without end" in error.message.en
    assert time.process_time() - began < 2.0


def test_an_own_template_that_is_faulty_is_refused_and_the_shipped_ones_beside_it_still_work(write) -> None:
    templates = write("{{ owner }}")
    refusal(templates)
    assert templates.render("replies/wallet_empty", "en", FACTS)
    assert templates.render("replies/ask", "zh", FACTS)
    assert [name for name in templates.names() if templates.faults(name)] == ["en/replies/ask"]


def test_an_own_note_is_linted_by_the_facts_of_a_note_and_an_own_file_of_another_name_adds_nothing(
    write,
) -> None:
    own = write("{{ owner }}{{ nothing_such }}", "handoff/note")
    assert "nothing_such" in refusal(own, "handoff/note", InternalFacts(owner="acme")).message.en
    assert (
        write("{{ owner }}", "handoff/note").render("handoff/note", "en", InternalFacts(owner="acme"))
        == "acme\n"
    )
    stray = write("{{ owner }}", "replies/of_my_own")
    refusal(stray, "replies/of_my_own")


def test_a_template_reached_by_a_way_out_of_its_folder_is_not_rendered(write, tmp_path) -> None:
    (tmp_path.parent / "outside.md.j2").write_text("{{ model }}", "utf-8")
    for kind in ("../../outside", "replies/../../../outside"):
        try:
            write("x").render(kind, "en", InternalFacts())
        except (FaultyTemplate, TypeError):
            continue
        pytest.fail(kind)
