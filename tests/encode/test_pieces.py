from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from irises.encode.pieces import CAPITALIZED, LOWER, MIXED, UPPER, PieceVocabulary

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
