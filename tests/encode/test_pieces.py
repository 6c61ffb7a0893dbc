from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from irises.encode.pieces import CAPITALIZED, LOWER, MIXED, UPPER, PieceVocabulary
from irises.encode.windows import windows_of

WORDS = ["[UNK]", "[CLS]", "[SEP]", "lamp", "##light", "the", "-", '"', "'", "s"]


def vocabulary() -> PieceVocabulary:
    tokenizer = Tokenizer(WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return PieceVocabulary(tokenizer)


def test_offsets_give_each_word_its_pieces() -> None:
    """A word's pieces are those between its offset and the next."""
    pieces = vocabulary().pieces(["the", "Lamplight", "the"])
    assert pieces.offsets.tolist() == [0, 1, 3, 4]
    assert [WORDS[i] for i in pieces.ids] == ["the", "lamp", "##light", "the"]


def test_curly_marks_and_dashes_are_read_as_plain_ones() -> None:
    """The same words in curly or straight typography have the same pieces."""
    known = vocabulary()
    assert known.pieces(["“", "’s", "—"]).ids.tolist() == known.pieces(['"', "'s", "--"]).ids.tolist()


def test_a_word_without_pieces_is_unknown_not_lost() -> None:
    """A lone control sign still has one piece, so that words and vectors stay parallel."""
    assert vocabulary().pieces(["\u200b", "the"]).offsets.tolist() == [0, 1, 2]


def test_letter_case_has_four_classes() -> None:
    """Lower, capitalized, upper and mixed words are told apart; a lone capital is capitalized."""
    case = vocabulary().pieces(["lamp", "Lamp", "LAMP", "McLamp", "I"]).case
    assert case.tolist() == [LOWER, CAPITALIZED, UPPER, MIXED, CAPITALIZED]


@given(
    st.lists(st.sampled_from(["the", "lamplight", "lamp-lamp", "'"]), max_size=80),
    st.integers(3, 40),
    st.integers(0, 9),
)
def test_cores_tile_the_words(words: list[str], core: int, context: int) -> None:
    """Every word is kept by exactly one window, inside what that window reads."""
    windows = windows_of(vocabulary().pieces(words), core=core, context=context)
    kept = [word for w in windows for word in range(w.core_first, w.core_last)]
    assert kept == list(range(len(words)))
    assert all(w.first <= w.core_first < w.core_last <= w.last for w in windows)


def test_windows_have_context_on_both_sides() -> None:
    """A window in the middle reads words before and after its core, and no more pieces than allowed."""
    pieces = vocabulary().pieces(["the"] * 100)
    middle = windows_of(pieces, core=20, context=5)[2]
    assert (middle.core_first - middle.first, middle.last - middle.core_last) == (5, 5)
