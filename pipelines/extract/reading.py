"""How fast a spaCy model reads: the same networks and the same transitions, calculated in less time.

`quicken` changes how a loaded model calculates, not what. A profile said what pays (docs/speed.md): products of
matrices by numpy's BLAS, what a word is outside any context looked up instead of calculated, one text at a time through
the layers that see its context, and transitions made without giving the interpreter's lock away.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy
from spacy.language import Language
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d

# A product with fewer rows than this is made by other code in BLAS, which rounds otherwise.
_LEAST_ROWS = 32
# Forms of words whose vectors are kept, for each network, some twenty megabytes of them. When there are more, all are
# forgotten: of the 42,000 forms in a million words of news, nearly half stand there once.
_MOST_WORDS = 30_000


def quicken(nlp: Language) -> None:
    """Let a model read quickly; it can no longer be trained. What does not run on numpy is left as it is."""
    pipes: list[tuple[str, Any]] = nlp.pipeline
    for name, pipe in pipes:
        model = getattr(pipe, "model", None)
        if not isinstance(model, Model) or type(model.ops) is not NumpyOps:
            continue
        for node in model.walk():
            node.ops = _Products()
        pipe.model = _looking_words_up(model)
        if isinstance(pipe, DependencyParser | EntityRecognizer) and pipe.cfg["beam_width"] == 1:
            nlp.add_pipe("verbatim_transitions", name=f"verbatim_{name}", after=name, config={"of": name})
            nlp.disable_pipe(name)


@Language.factory("verbatim_transitions", default_config={"of": "parser"})
def _transitions(nlp: Language, name: str, of: str) -> "Transitions":  # noqa: ARG001 - spaCy gives the name
    return Transitions(nlp.get_pipe(of))


class Transitions:
    """Does what a parser or an entity recogniser does, which is the component `of`.

    spaCy's own loop lets the interpreter's lock go and asks for it back many times for each word.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Read one doc. Gives the same doc back."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Read docs, a batch at a time, all of a batch at once. Gives the same docs back, in order."""
        left = iter(docs)
        while batch := list(islice(left, batch_size)):
            self._reader.set_annotations(batch, self._states(batch))
            yield from batch

    def _states(self, docs: Sequence[Doc]) -> list[Any]:
        """Make the transitions for each doc, those first that the model finds best, to the end."""
        found: list[Any] = self._reader.moves.init_batch(docs)
        if any(len(doc) for doc in docs):
            model = self._reader.model.predict(docs)
            scores = _scores_of(model)
            states = [state for state in found if not state.is_final()]
            while states:
                states = self._reader.transition_states(states, scores(states))
            model.clear_memory()
        return found


def _scores_of(model: Any) -> Callable[[list[Any]], Any]:
    """Give the function that scores the transitions of states.

    The model's own looks for the least of all scores each time, for classes that training has not seen, and has none.
    """
    if not model.attrs["has_upper"] or not model._class_mask.all():
        return model.predict  # type: ignore[no-any-return]

    def scores(states: list[Any]) -> Any:
        vectors, _ = model.state2vec(model.get_token_ids(states), False)
        return model.vec2scores.predict(vectors)

    return scores


class _Products(NumpyOps):  # type: ignore[misc]  # thinc's operations are compiled
    """Products of matrices by numpy's BLAS, which uses what the processor has; the one of thinc's wheel may not.

    A row comes out the same whatever rows stand above and below it, so a text does whatever texts are read with it.
    """

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Floats2d, y: Floats2d, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Multiply two matrices, either of them transposed first."""
        rows = len(x)
        if trans1 or rows >= _LEAST_ROWS:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        padded = numpy.zeros((_LEAST_ROWS, x.shape[1]), dtype=x.dtype)
        padded[:rows] = x
        product = super().gemm(padded, y, trans2=trans2)[:rows]
        if out is None:
            return product
        out[...] = product
        return out


def _looking_words_up(model: Model[Any, Any]) -> Model[Any, Any]:
    """Replace the networks in a model that make vectors of words, where they are of spaCy's usual shape."""
    for node in list(model.walk()):
        if node.has_ref("embed") and node.has_ref("encode") and _is_by_word(node.get_ref("embed")):
            quick = _by_known_words(node)
            if node is model:
                return quick
            model.replace_node(node, quick)
    return model


def _is_by_word(embed: Model[Any, Any]) -> bool:
    """Tell whether what a network makes of a word depends on nothing but the features that its first layer reads."""
    names = [layer.name for layer in embed.layers]
    return names[:2] == ["extract_features", "list2ragged"] and names[-1] == "ragged2list"


def _by_known_words(network: Model[Any, Any]) -> Model[list[Doc], list[Floats2d]]:
    known, encode = _KnownWords(network.get_ref("embed")), network.get_ref("encode")

    def forward(
        _: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Floats2d], Callable[[Any], Any]]:
        if is_train:
            raise NotImplementedError("To train a model, load it with spacy.load.")
        # One doc at a time: its vectors stay in the processor's cache from layer to layer.
        return [encode.predict([vectors])[0] for vectors in known.vectors(docs)], _no_gradient

    dims = {"nI": None, "nO": network.get_dim("nO")}
    return Model("by_known_words", forward, dims=dims, layers=[network], ops=network.ops)


def _no_gradient(_: Any) -> Any:
    raise NotImplementedError


class _KnownWords:
    """The vectors that a network gives to words outside any context, kept for the next time they come."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        features, *self._layers = embed.layers
        self._columns: list[int | str] = features.attrs["columns"]
        self._rows: dict[bytes, int] = {}
        self._table: Any = None

    def vectors(self, docs: Sequence[Doc]) -> Iterator[Any]:
        """Give the vectors of the words of each doc, in order. What is new in any of them is learnt at once."""
        read = [self._read(doc) for doc in docs]
        new = self._new(read)
        if len(self._rows) + len(new) > _MOST_WORDS:
            self._rows.clear()
            new = self._new(read)
        if new or self._table is None:
            features = numpy.array(list(new.values()), dtype=numpy.uint64).reshape(-1, len(self._columns))
            self._learn(list(new), features)
        for words, _ in read:
            yield self._table[[self._rows[word] for word in words]]

    def _new(self, read: Sequence[tuple[list[bytes], Any]]) -> dict[bytes, Any]:
        """Give the words that are not known, with what the network reads of them."""
        return {
            word: features[index]
            for words, features in read
            for index, word in enumerate(words)
            if word not in self._rows
        }

    def _read(self, doc: Doc) -> tuple[list[bytes], Any]:
        """Give the words of a doc, as what the network reads of them, and that as a matrix."""
        features = numpy.ascontiguousarray(doc.to_array(self._columns)).reshape(len(doc), len(self._columns))
        return features.view(f"V{features.itemsize * len(self._columns)}").ravel().tolist(), features

    def _learn(self, new: Sequence[bytes], features: Any) -> None:
        vectors: Any = [features]
        for layer in self._layers:
            vectors = layer.predict(vectors)
        known, size = len(self._rows), len(self._rows) + len(new)
        if self._table is None or size > len(self._table):
            table = numpy.empty((max(_MOST_WORDS, size), vectors[0].shape[1]), dtype="float32")
            if self._table is not None:
                table[:known] = self._table[:known]
            self._table = table
        self._table[known:size] = vectors[0]
        self._rows |= zip(new, range(known, size), strict=True)
