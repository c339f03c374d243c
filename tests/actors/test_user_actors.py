"""A user's own actors: what is taken, and how each mistake is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapprochement.actors import Registry
from rapprochement.errors import ActorFileError
from rapprochement.terms import ActorKind

GOOD = """
[[actor]]
code = "KAPEX"
kind = "organisation"
name_en = "Kapex Trading House"
name_fr = "Maison de commerce Kapex"
names_en = ["Kapex"]
names_fr = ["Kapex"]
state = "PRK"
members = ["RUS", "PRK"]
since = 2011-05-01
until = "2020"

[[actor]]
code = "KAPEXTV"
kind = "media"
name_en = "Kapex Television"
parent = "KAPEX"

[[person]]
name = "Jane Q. Exampleton"
code = "KAPEX"
names_fr = ["Exampleton"]
names_en = ["!Sample"]
terms = [{ office = "spokesman", since = 2012-01-01, until = "2013-06" }]

[[name]]
code = "PRK"
fr = ["Pays des Mille Collines froides"]
"""


def extended(tmp_path: Path, text: str) -> Registry:
    """Return the default register with the actors of a file of this text."""
    file = tmp_path / "actors.toml"
    file.write_text(text, "utf-8")
    return Registry.default().extended(file)


def test_a_file_adds_actors_people_and_names(tmp_path):
    """Everything in the file is known afterwards, in both languages."""
    registry = extended(tmp_path, GOOD)
    actor = registry.actor("KAPEX")
    assert (actor.kind, actor.state, actor.members) == (
        ActorKind.ORGANISATION,
        "PRK",
        ("RUS", "PRK"),
    )
    assert (actor.since, actor.until) == (date(2011, 5, 1), date(2020, 12, 31))
    assert registry.actor("KAPEXTV").name_fr == "Kapex Television"
    (mention,) = registry.mentions("d'après Exampleton", "fr", date(2013, 6, 30))
    assert (mention.codes, mention.office) == (("KAPEX",), "spokesman")
    assert registry.mentions("Minister Sample", "en")[0].person == "Jane Q. Exampleton"
    assert registry.mentions("Sample", "en") == []
    assert registry.mentions("le Pays des Mille Collines froides", "fr")[0].codes == ("PRK",)


def test_the_default_register_is_untouched(tmp_path):
    """Adding actors gives another register; the one everybody shares stays as it was."""
    extended(tmp_path, GOOD)
    assert Registry.default() is Registry.default()
    assert Registry.default().mentions("Kapex", "en") == []


def test_the_documented_example_is_read(tmp_path):
    """The example of the guide is a file that works."""
    guide = Path(__file__).parents[2] / "docs" / "how-to" / "actors.md"
    example = guide.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    registry = extended(tmp_path, example)
    assert registry.mentions("Minister Example", "en")[0].codes == ("GBR",)
    assert registry.mentions("Choson", "fr")[0].codes == ("PRK",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "organisation"', 'kind = "club"', ["actor number 1", "'club'", "armed_group"]),
        ('code = "KAPEX"\nkind', 'code = "kapex"\nkind', ["code", "'kapex'", "capital"]),
        ('code = "KAPEX"\nkind', 'code = "RUS"\nkind', ["'RUS'", "in use"]),
        ('name_en = "Kapex Trading House"\n', "", ["name_en", "is missing"]),
        ('state = "PRK"', 'state = "NKR"', ["state", "'NKR'", "no actor has"]),
        ('["RUS", "PRK"]', '["RUS", "QQQ"]', ["members", "'QQQ'"]),
        ('names_en = ["Kapex"]', 'names_en = "Kapex"', ["names_en", "list of texts"]),
        ('until = "2020"', 'until = "20-20"', ["until", "'20-20'", "2024-02"]),
        ('until = "2020"', 'until = "2020-13"', ["until", "'2020-13'"]),
        ('parent = "KAPEX"', 'boss = "KAPEX"', ["actor number 2", "boss", "one of"]),
        ('office = "spokesman"', 'office = "a:b"', ["term number 1", "office", "'a:b'"]),
        ('name = "Jane Q. Exampleton"', 'name = ""', ["person number 1", "name"]),
        ("[[name]]", "[[nickname]]", ["'nickname'", "[[name]]"]),
        ("[[name]]", "[name]", ["[[name]]", "two brackets"]),
        ('code = "PRK"\nfr', 'code = "ZZZ"\nfr', ["name number 1", "'ZZZ'"]),
        ("[[name]]", "[[name]", ["not TOML"]),
    ],
)
def test_each_mistake_is_named(tmp_path, old, new, says):
    """The message names the file, the entry, what came and what would fit."""
    assert old in GOOD
    with pytest.raises(ActorFileError) as error:
        extended(tmp_path, GOOD.replace(old, new, 1))
    for words in ("actors.toml", *says):
        assert words in str(error.value)


def test_a_missing_or_foreign_file_is_named(tmp_path):
    """A file that is not there, or not in UTF-8, is named with the reason."""
    with pytest.raises(ActorFileError, match=r"nothing\.toml cannot be read"):
        Registry.default().extended(tmp_path / "nothing.toml")
    (tmp_path / "latin.toml").write_bytes("[[actor]]\ncode = 'É'".encode("latin-1"))
    with pytest.raises(ActorFileError, match="UTF-8"):
        Registry.default().extended(tmp_path / "latin.toml")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(WORDS | st.integers() | st.booleans(), lambda v: st.lists(v, max_size=2))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.sampled_from(["code", "kind", "name_en", "names_en", "state", "members", "since"]), VALUES
)
def test_no_value_breaks_the_reader(tmp_path, field, value):
    """Any value in any field is either taken or answered with an ActorFileError."""
    fields = {"code": "ZED", "kind": "media", "name_en": "Zed", field: value}
    lines = "\n".join(f"{name} = {_toml(content)}" for name, content in fields.items())
    try:
        extended(tmp_path, f"[[actor]]\n{lines}\n")
    except ActorFileError as error:
        assert "actors.toml" in str(error)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return (
            '"' + "".join(f"\\U{ord(c):08x}" for c in value if not 0xD800 <= ord(c) < 0xE000) + '"'
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value)
