"""Lexical cues of boilerplate: menus, bylines, captions, boxes, teasers, by one line's words alone.

The words are those that any French or English press site puts around its articles, never those of
one newspaper. ``body_extent`` weighs lines together.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from plan.articles.metadata import is_only_date, plain, states_publication
from plan.language.lexicon.acts import FUNCTION_WORDS

#: The function of a line by its words: a byline, a date, a link to other news, the end, …
Cue = Literal["byline", "name", "date", "caption", "read-also", "end", "box", "menu"]

_LEAD: Final = re.compile(r"^[\s#>»•·*|→▶►✓↑←–—-]+")
_END: Final = re.compile(
    r"(?:(?:tous |toutes )?(?:les |nos |ses |d')?(?:autres |derniers |dernieres )?"
    r"(?:articles?|actualites|nouvelles|infos)"
    r" (?:de l'auteur|du meme auteur|de cet auteur|similaires?|lies|connexes|associes|populaires"
    r"|recents|recentes|recommandes|en relation)"
    r"|(?:dans|de) la meme (?:rubrique|categorie)|sur le meme (?:sujet|theme)"
    r"|(?:a (?:lire|voir|decouvrir)|lire|voir)(?: aussi| egalement| ensuite)"
    r"|(?:articles? )?les plus (?:lus|lues|vus|vues|commentes|partages|populaires)|les plus .{0,20}"
    r"|vous (?:aimerez|pourriez|devriez) (?:aussi )?(?:aimer|lire|apprecier).*|plus d'articles.*"
    r"|(?:laissez?|poster?|ajouter|ecrire|publier) (?:un|votre) (?:commentaire|reponse).*"
    r"|(?:\(?\d+\)? )?commentaires?(?: \(\d+\))?|reagir a cet article.*|votre avis|reactions?"
    r"|(?:a propos de|a propos) l'auteur|derniere(?:s)? (?:minute|heure|infos?)"
    r"|related (?:posts?|articles|stories)|leave a (?:reply|comment)|read (?:more|next)"
    r"|more (?:from|stories).*|recommended.*|most read|about the author|comments?)"
    r" ?(?:\(\d+\))?[ :.…!]*"
)
_READ_ALSO: Final = re.compile(
    r"(?:(?:a )?(?:lire|voir|relire|revoir|ecouter|decouvrir)(?: aussi| egalement| ensuite)\b"
    r"|(?:a lire|a voir|lire|voir|en images|en video|video|audio|dossier) ?:"
    r"|notre (?:dossier|video|article) ?:|read also|see also|also read)"
)
_BOX: Final = re.compile(
    r"(?:abonnez-vous|abonne(?:e)?s?,|deja abonne|s'abonner|je m'abonne|inscrivez-vous|s'inscrire"
    r"|recevez (?:nos|notre|chaque|l'essentiel|toute|gratuitement)|newsletter|connectez-vous"
    r"|se connecter|mot de passe|identifiez-vous|creer un compte|l'espace (?:des|de)\b.*abonnes"
    r"|(?:cet |l')?article (?:est )?reserve aux abonnes|contenu reserve"
    r"|suivez[- ](?:nous|l'actualite)"
    r"|rejoignez[- ](?:nous|notre)|telechargez (?:notre|l'|gratuitement)"
    r"|partage[rz]?(?: (?:sur|cet|l'|ceci|la|via|avec)\b|$| ?:)|cliquez (?:ici|pour)"
    r"|ce site utilise|nous utilisons des cookies|en poursuivant votre navigation|accepter"
    r"|votre (?:adresse|e-?mail|nom|commentaire)\b|les champs obligatoires|enregistrer mon nom"
    r"|vous devez (?:etre|vous) (?:connecte|identifi|connecter|identifier)"
    r"|tous droits reserves|copyright|©|\(c\) \d{4}|mentions legales|politique de confidentialite"
    r"|toute reproduction|reproduction interdite|contactez-nous|nous contacter|publicite$"
    r"|lire (?:la suite|plus)|en savoir plus|voir plus|voir tou(?:s|tes)"
    r"|article (?:precedent|suivant)"
    r"|soyez le premier|soutenez|faites un don|subscribe|sign up|share (?:this|on)|follow us)"
)
_MENU: Final = re.compile(
    r"(?:accueil|actualites?|a la une|une|societe|politique|economie|sports?|culture|international"
    r"|sante|education|opinions?|tribune|editorial|faits divers|justice|securite|environnement|tech"
    r"|afrique|monde|regions?|rubriques?|menu|recherche[r]?|rechercher|contacts?|archives?|videos?"
    r"|photos?|galeries?|podcasts?|radio|tv|journal|magazine|kiosque|annonces|emploi|meteo|a propos"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|tiktok|pinterest|messenger"
    r"|e-?mail|imprimer|copier(?: le lien)?|partages?|j'aime|tweeter|rss|suivant|precedent|retour"
    r"|haut de page|fermer|home|news|print|search|close|skip to content|aller au contenu"
    r"|fil d'actualite|dernieres actualites|en direct|en continu)"
)
_MENU_LINE: Final = re.compile(rf"{_MENU.pattern}(?:[ |/›>»·,&-]+(?:et )?{_MENU.pattern})*[ :]*")
_COUNTS: Final = re.compile(
    r"(?:temps de )?lecture ?:? ?\d+ ?min.*|\d+ (?:min(?:utes?)? de lecture|vues?|partages?|likes?"
    r"|views?|shares?|lectures?)|(?:vues?|vu|lu|lectures?|partages?) ?:? ?\d+(?: fois)?"
    r"|(?:mots?-cles?|tags?|etiquettes?|categories?|rubriques?|themes?|classe dans|source) ?:.*"
    r"|\d{1,2} ?[:h] ?\d{2}|page \d+(?: ?(?:sur|/|of) ?\d+)?|\d{1,4}|-? ?\d{1,4} ?-"
)
_CAPTION: Final = re.compile(
    r"(?:photos? ?(?:d'archives?|d'illustration)?|ph|cliche|legende|image|illustration|infographie"
    r"|credits?(?: photos?)?)\b ?(?::|/|©|\.|$|par )|(?:©|\(c\)) ?"
)
_POSED: Final = re.compile(
    r"\((?:photos?|ph|archives?|dr|d\. ?r\.|© ?|credit|au (?:centre|milieu|fond|premier plan)"
    r"|(?:a|de|en partant de la|3e a|2e a) ?(?:gauche|droite)|de dos|en (?:blanc|bleu|boubou"
    r"|costume|mediallon|medaillon)|micro)\b[^)]{0,400}+\)"
    r"|[./-] ?(?:photos?|credit|ph) ?(?:[:©]|d'archives?|dr\b).{0,30}$"
)
_BYLINE: Final = re.compile(
    r"(?:par|by)(?: ?:)?$|(?:propos|entretien|interview|temoignages?)"
    r"(?: (?:realises?|realisee))? ?(?:recueillis|recueilli|transcrits|realisee?|traduits)? par\b"
    r"|recueillis par|(?:la )?redaction\b|avec (?:afp|reuters|agences?)"
    r"|(?:de )?(?:(?:notre|nos|l') ?)?envoyee?s? speciau?[lx]e?s?\b"
    r"|correspondan(?:t|te|ce)\b|stagiaire|traduit par|synthese\b"
)
_BY: Final = re.compile(r"^\s*(?:Par|PAR|By)\s*:?\s+(?=[A-ZÀ-Þ])")
_PARTICLES: Final = frozenset(
    "ag ben bin bint de des di du dit el ibn la le mint o ould van von wallet".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_TAIL: Final = re.compile(r"\s*(?:[/,(|–—]|\s-\s).*$")
_INITIALS: Final = re.compile(
    r"[A-ZÀ-Þ]{1,4}(?:[/.-][A-ZÀ-Þ]{1,4})+\.?(?:\s*\([^)]{2,12}\))?|[A-ZÀ-Þ]{1,3}\s*\([^)]{2,12}\)"
    r"|[A-ZÀ-Þ]{2,3}|[A-Z]{3,6}\s*[-–/]\s*[A-ZÀ-Þ][a-zà-ÿ]+"
)
_ARTICLE: Final = re.compile(r"(?:l|d|qu|s|c|j)['’](?:un|une|on|il|elle|en)$|l['’]", re.I)
_TITLES: Final = frozenset("dr pr me mme m mlle prof mr mrs ms cheick".split())
#: Text that ends in one of these, or in a single letter, was truncated within a sentence.
_OPEN: Final = FUNCTION_WORDS - frozenset(
    """
    ailleurs ainsi apres aussi autre autres avant celle celui certaines certains ceux contre dedans
    dehors depuis dessous dessus doit elle elles envers est etait ete eux ici il ils jamais lors
    lui meme moi moins no non not notamment nous on or parfois pas peut plus plusieurs pourra
    respectivement sera soi soit tot toujours tous tout toute toutes trop vous y
    """.split()
)
_CUT: Final = re.compile(r"(?:\.\.|…|\[…\]|\[\.\.\.\]|\(\.\.\.\)|\s\.|[,;]\s?\.)\s*[»”\"]?\s*$")
_LAST_WORD: Final = re.compile(r"(?<!-)\b([^\W\d_]+)['’]?\.\s*$")
_SENTENCE_END: Final = re.compile(r"[.!?…:;][\s»”\")\]*]*$|[»”]\s*$")
_LONGEST_NAME: Final = 60
_LONGEST_LABEL: Final = 14
_LONGEST_BOX: Final = 45
_LONGEST_HEAD: Final = 20
_PARTS: Final = re.compile(r"\s[·|•–—]\s")


def cue(line: str) -> Cue | None:
    """The function of a line by its own words, or None."""
    line = " ".join(line.split())
    text = plain(_LEAD.sub("", line)) or plain(line)
    words = len(text.split())
    if states_publication(text) or is_only_date(text):
        return "date"
    parts = _PARTS.split(text)
    if len(parts) > 1 and words <= _LONGEST_HEAD and any(map(is_only_date, parts)):
        return "date"  # 24 septembre 2024 · 4 min de lecture · la redaction
    if words <= _LONGEST_LABEL and _END.fullmatch(text):
        return "end"
    if words <= _LONGEST_BOX and _READ_ALSO.match(text):
        return "read-also"
    if words <= _LONGEST_BOX and _CAPTION.match(text) and words <= 2 * _LONGEST_LABEL:
        return "caption"
    if words <= _LONGEST_BOX and _BOX.match(text):
        return "box"
    if words <= _LONGEST_LABEL and (_MENU_LINE.fullmatch(text) or _COUNTS.fullmatch(text)):
        return "menu"
    if words <= _LONGEST_LABEL and _BYLINE.match(text):
        return "byline"
    if _BY.match(line) and words <= _LONGEST_LABEL and (words <= 4 or author_in(line)):
        return "byline"
    if is_name(line):
        return "name"
    if words <= _LONGEST_BOX and _POSED.search(text):
        return "caption"
    return None


def is_name(line: str) -> bool:
    """Whether a line is one or a few persons' names, perhaps with an agency or a job title."""
    stripped = line.strip()
    if _INITIALS.fullmatch(stripped):
        return True
    if len(stripped) > _LONGEST_NAME or re.search(r"[\d:;?!«»…]", stripped):
        return False
    if not (name := _TAIL.sub("", stripped)).strip():
        return False
    return all(_is_one_name(each) for each in re.split(r"\s+(?:et|and|&)\s+", name))


def _is_one_name(name: str) -> bool:
    words = [each for each in name.split() if plain(each).strip(".") not in _TITLES]
    if not all(_WORD.fullmatch(each) or re.fullmatch(r"(?:[A-ZÀ-Þ]\.)+[A-ZÀ-Þ]?", each)
               for each in words):  # fmt: skip
        return False
    bearing = [each for each in words if plain(each) not in _PARTICLES]
    if any(_ARTICLE.match(each) for each in words):
        return False
    if not 1 <= len(bearing) <= 5 or not all(each[0].isupper() for each in bearing):
        return False
    if any(plain(each).strip(".") in FUNCTION_WORDS and len(each) > 2 for each in bearing):
        return False
    if name.endswith(".") and len(bearing[-1].strip(".")) > 3:
        return False
    initials = [each for each in bearing if len(each.replace(".", "")) <= 2 and "." in each]
    capitals = [each for each in bearing if each.isupper() and len(each) > 2]
    if len(bearing) == 1:
        return bool(initials)
    return bool(initials or capitals or len(bearing) <= 4)


def author_in(line: str) -> str | None:
    """The person named by a byline or by a line of names, or None."""
    line = " ".join(line.split())
    bare = re.sub(
        r"^\s*(?:(?:propos|entretien|interview)[^:]{0,25}?\bpar|par|by)\s*:?\s+", "", line,
        flags=re.IGNORECASE,
    ).strip()  # fmt: skip
    bare = re.split(r"\s+(?:le|publié|posté)\s|\s*[|,]\s*|\s+[-–—]\s+", bare)[0].strip()
    name = _TAIL.sub("", bare).strip()
    return name if is_name(bare) and re.search(r"[^\W\d_]{3}", name) else None


def is_surname_last(line: str) -> bool:
    """Whether a line of names is written as newspapers sign: first name, then SURNAME."""
    words = re.findall(r"[^\W\d_]{2,}", _TAIL.sub("", " ".join(line.split())))
    return any(word.isupper() for word in words) and not all(word.isupper() for word in words)


def is_truncated(line: str) -> bool:
    """Whether a line breaks off, as a teaser truncated to a number of letters does."""
    text = line.rstrip()
    if _CUT.search(text):
        return True
    if not (last := _LAST_WORD.search(text)):
        return False
    word = plain(last[1])
    return len(word) == 1 or word in _OPEN


def is_sentence(line: str) -> bool:
    """Whether a line ends as sentences or clauses do."""
    return bool(_SENTENCE_END.search(line.rstrip()))
