"""The recovery key and what it seals are those of the Matrix specification."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unpaddedbase64 import decode_base64

from bot.matrix import secret_storage
from bot.matrix.secret_storage import NotAKey, WrongKey, description, fits, from_words, seal, to_words, unseal

# Alice's private key of RFC 7748, section 6.1, as the Matrix clients represent it in their own tests.
_ALICE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
_ALICE_WORDS = "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d"

# A key and its description, as another client made them.
_OTHERS = "EsTj 3yST y93F SLpB jJsz eAXc 2XzA ygD3 w69H fGaN TKBj jXEd"
_OTHERS_DESCRIPTION = {
    "algorithm": "m.secret_storage.v1.aes-hmac-sha2",
    "iv": "xv5b6/p3ExEw++wTyfSHEg==",
    "mac": "ujBBbXahnTAMkmPUX2/0+VTfUh63pGyVRuBcDMgmJC8=",
}


def test_a_key_is_written_as_other_clients_write_it() -> None:
    assert to_words(_ALICE) == _ALICE_WORDS
    assert from_words(_ALICE_WORDS) == _ALICE
    assert from_words(_ALICE_WORDS.replace(" ", "")) == _ALICE


def test_a_key_is_recognised_by_the_description_that_another_client_made() -> None:
    assert fits(from_words(_OTHERS), _OTHERS_DESCRIPTION)
    assert not fits(_ALICE, _OTHERS_DESCRIPTION)
    assert not fits(_ALICE, {"algorithm": "m.secret_storage.v1.aes-hmac-sha2", "iv": 7})
    assert not fits(_ALICE, {})


@given(st.binary(min_size=32, max_size=32), st.text(max_size=40), st.binary(max_size=80))
def test_what_was_sealed_comes_back_only_under_the_same_key_and_name(key: bytes, name: str, secret: bytes) -> None:
    assert from_words(to_words(key)) == key
    sealed = seal(key, name, secret)
    assert unseal(key, name, sealed) == secret
    other = bytes([key[0] ^ 1]) + key[1:]
    for wrong_key, wrong_name in ((other, name), (key, name + "x")):
        with pytest.raises(WrongKey):
            unseal(wrong_key, wrong_name, sealed)
    assert fits(key, description(key))
    assert not fits(other, description(key))


@given(st.data())
def test_one_wrong_sign_is_noticed(data: st.DataObject) -> None:
    signs = _ALICE_WORDS.replace(" ", "")
    place = data.draw(st.integers(0, len(signs) - 1))
    sign = data.draw(st.sampled_from(secret_storage._ALPHABET + "0OIl ä").filter(lambda each: each != signs[place]))
    wrong = signs[:place] + sign + signs[place + 1 :]
    with suppress(NotAKey):
        assert from_words(wrong) != _ALICE


@pytest.mark.parametrize("text", ["", "  ", "EsTc", "z" * 48, "1" * 48, "z" * 100_000, "Wiederherstellung"])
def test_what_is_no_key_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(NotAKey):
        from_words(text)


@pytest.mark.parametrize("spoilt", [{}, {"mac": "x"}, {"ciphertext": "AAAA"}, {"iv": "AA"}, {"iv": 7}, {"mac": None}])
def test_a_sealed_secret_that_was_changed_is_not_opened(spoilt: dict[str, object]) -> None:
    sealed = seal(_ALICE, "m.cross_signing.master", b"geheim")
    broken = {**sealed, **spoilt} if spoilt else {}
    with pytest.raises(WrongKey):
        unseal(_ALICE, "m.cross_signing.master", broken)


def test_bit_63_is_not_set() -> None:
    for _ in range(64):
        assert not int.from_bytes(decode_base64(seal(_ALICE, "", b"")["iv"])) >> 63 & 1
