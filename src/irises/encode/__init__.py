"""Document to vectors: the word pieces, the windows, the encoder and the weights that ship."""

from irises.encode.encoder import Progress, encode, encode_words, prepare
from irises.encode.encoding import Encoding

__all__ = ["Encoding", "Progress", "encode", "encode_words", "prepare"]
