"""What the findings mean that are no rules: of files, of formats, of templates, of writing, of the machine.

One entry a code, in the form of a rule's docstring. Read by ``engine.explanation``; a test looks for every code that
the sources name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from packetgen.check.code_page import Entry
from packetgen.check.law_codes import LAW

_FILES = {
    "PG101": Entry(
        "A file or folder is not there or cannot be read",
        "Nothing can be built from what cannot be read; all other files are still looked at.",
        "packetgen check profiles/agencies/exmaple.yaml",
        "the path as it is spelled on the disk, or the right to read it",
    ),
    "PG102": Entry(
        "The file is empty",
        "A file of comments alone, or of nothing, says nothing about an agency.",
        "a file with 0 bytes",
        "start from `packetgen init`, which writes a commented profile",
    ),
    "PG103": Entry(
        "The file is not UTF-8",
        "In another encoding the same bytes are other letters: ñ, é and ’ come out wrong, or not at all.",
        "a file that an old editor saved as Windows-1252 or UTF-16",
        "in the editor: Save as, Encoding, UTF-8",
    ),
    "PG104": Entry(
        "A line is indented with a tab",
        "YAML takes spaces only, because a tab is as wide as each editor likes.",
        "<tab>name: Example County",
        "two spaces for each level",
    ),
    "PG105": Entry(
        "The file cannot be read as YAML",
        "A quote left open, a missing space after a colon or a line that does not line up changes what the rest means.",
        "name: Smith: a memorial fund",
        'name: "Smith: a memorial fund"',
    ),
    "PG106": Entry(
        "A key stands twice",
        "Only one of two values can be meant, and nobody can tell which.",
        "phone: 816-555-0142 and, further down in the same entry, phone: 816-555-0143",
        "one `phone:` an entry; another number has its own key, such as `text:`, or its own contact",
    ),
    "PG107": Entry(
        "A tag is not supported",
        "Tags such as !!python/object turn data into program; a profile has no use for them.",
        "name: !Important Example County",
        'name: "!Important Example County"',
    ),
    "PG108": Entry(
        "Anchors, aliases and merges are not supported",
        "A value that is written out can be read by everyone, and a small file cannot grow into a huge one.",
        "phone: *main",
        'phone: "816-555-0142"',
    ),
    "PG109": Entry(
        "A second document starts in the file",
        "One file holds one profile or one pack.",
        "a line with `---` in the middle of the file",
        "delete the line, or move what follows to a file of its own",
    ),
    "PG110": Entry(
        "The file does not start with `key: value` lines",
        "A profile is a group of named facts; a list or a sentence has no names.",
        "- Example County",
        "agency: and below it, indented, name: Example County",
    ),
    "PG111": Entry(
        "The file is too large or nested too deep",
        "A profile has some ten thousand bytes. What is a thousand times larger is something else.",
        "a log of 6 MB that was named .yaml",
        "one agency's facts in one file",
    ),
    "PG112": Entry(
        "A character cannot be printed",
        "Control characters, private-use characters and marks that turn the direction of text show nothing, or "
        "something else, to the next reader.",
        "a name copied from a terminal, with an escape character in it",
        "delete the character and type the words again",
    ),
    "PG113": Entry(
        "Letters look as if they were read in the wrong encoding",
        "It came spoilt from where it was copied. Nothing is repaired by itself, because a guess may be wrong.",
        "name: DoÃ±a Ana County",
        "name: Doña Ana County",
    ),
    "PG114": Entry(
        "The file starts with a byte order mark",
        "Some editors put it there. It does no harm here, but other programs stumble over it.",
        "a file saved by an editor as `UTF-8 with BOM`",
        "save it as UTF-8 without BOM",
    ),
    "PG115": Entry(
        "A key is missing or is not a word",
        "Every value needs a name by which documents can ask for it.",
        ": Example County",
        "name: Example County",
    ),
}

_FORMAT = {
    "PG201": Entry(
        "A number cannot be dialled",
        "The number is checked against the numbering plan of the agency's country; letters are dialled as on a keypad.",
        "phone: 573-526-65I6 (the last but one is the letter I)",
        'phone: "573-526-6516"',
    ),
    "PG202": Entry(
        "A key is unknown",
        "A key with a slip of the pen would be passed over, and its fact would be missing in every document.",
        "lable: Advocate desk",
        "label: Advocate desk",
    ),
    "PG203": Entry(
        "A key is missing or empty",
        "Without it nothing can be made of the entry. Facts that only a document needs are gaps (PG430), not faults.",
        "a contact without `label:`",
        "the key with its value; `packetgen schema profile` describes every key",
    ),
    "PG204": Entry(
        "A value is none of the choices",
        "These values decide which passages a document has, so they are words from a list.",
        "type: prosecutor",
        "type: prosecutor_local",
    ),
    "PG205": Entry(
        "A value has the wrong form",
        "Text, a list and a group of keys are three things; a list has one `- ` line an entry.",
        "address: 100 Courthouse Square",
        "address: and below it, indented, - 100 Courthouse Square",
    ),
    "PG206": Entry(
        "A value is not understood",
        "Dates, times, web addresses and ids have one way of writing, so that everyone reads them alike.",
        "effective: 12/1/2026",
        "effective: 2026-12-01",
    ),
    "PG207": Entry(
        "Values of one entry do not go together",
        "Each is fine by itself; together they cannot be true.",
        "effective: 2026-11-01 with approved_on: 2026-11-16",
        "a day of effect on or after the day of approval",
    ),
    "PG208": Entry(
        "Two entries of a list have the same id",
        "Documents and other entries name an entry by its id.",
        "two contacts with `id: front-desk`",
        "an id of its own for each",
    ),
    "PG209": Entry(
        "An id is named that the file lacks",
        "A statement of law must lead to its source; a name without an entry leads nowhere.",
        "authorities: [stat-595-290] where the pack has `stat-595-209`",
        "the id as the entry has it, or a new entry",
    ),
    "PG210": Entry(
        "Two profiles have the same id",
        "The id is the name of the folder in the output; one would write over the other.",
        "two files with `profile_id: jackson-county`",
        "profile_id: mo-jackson-county-prosecutor",
    ),
    "PG211": Entry(
        "A name is one that Windows keeps for itself",
        "No file or folder on Windows can be called con, nul, aux or com1, and packets travel.",
        "profile_id: con",
        "profile_id: con-county-prosecutor",
    ),
}

_TEMPLATES = {
    "PG401": Entry(
        "A template asks for something that does not exist",
        "A slip in a name would leave a hole in the text.",
        "{{ agency.nmae }}",
        "{{ agency.name }}; templates/README.md lists all names",
    ),
    "PG402": Entry(
        "A template cannot be run",
        "A tag is left open, or a filter or call was given what it cannot use.",
        "{% if contacts.main %} without {% endif %}",
        "close each tag; the place shows the line",
    ),
    "PG403": Entry(
        "A template does what templates may not",
        "Templates are words with conditions; they reach no files, no programs and nothing that is hidden.",
        "{{ agency.__class__ }}",
        "the names that templates/README.md lists",
    ),
    "PG411": Entry(
        "A template holds a form that documents do not have",
        "Nothing is dropped in silence: what could not be written in all formats is refused.",
        "a picture or HTML in the Markdown",
        "the forms that templates/README.md lists",
    ),
    "PG412": Entry(
        "A heading skips a level",
        "Screen readers and tables of contents follow the levels.",
        "#### below ##",
        "### below ##",
    ),
    "PG421": Entry(
        "An override touches a locked section or clause",
        "Some words protect victims, and no agency may change them.",
        "an override of `no-penalty`",
        "take it out; say what is missing in a section beside it",
    ),
    "PG422": Entry(
        "An override omits what is required",
        "Without this section the document would not do what the law or good practice asks.",
        "{id: complaints, action: omit}",
        "`action: replace` with the agency's own words",
    ),
    "PG423": Entry(
        "An override names a section or clause that is not there",
        "The agency's words would be lost.",
        "{id: notifcation, action: append}",
        "an id that `packetgen show PROFILE -d DOCUMENT --stage tree` lists",
    ),
    "PG424": Entry(
        "A reference leads nowhere",
        "Readers would look for a section that does not exist in their copy.",
        '{{ ref("privacy") }} where that section is left out',
        "a condition around the reference, or the right id",
    ),
    "PG425": Entry(
        "Two blocks have the same id",
        "Overrides and written files find a section or clause by its id.",
        "{#delay} twice",
        "an id of its own for each",
    ),
    "PG426": Entry(
        "A required section or clause is missing",
        "`document.yaml` says what every copy must hold.",
        "a condition that leaves out `complaints`",
        "the section in every case",
    ),
    "PG430": Entry(
        "A fact is missing",
        "A draft shows the gap, numbered; a final cannot have one. Nothing is silently blank.",
        "no contact with the purpose `advocate`",
        "the fact in the profile or the law pack",
    ),
    "PG431": Entry(
        "There is no document for this kind of agency",
        "Each document names the kinds of agencies that it is written for; no other agency gets its words.",
        "type: court, where all documents are written for prosecutors",
        "the type that fits, or a document type of your own as templates/README.md tells",
    ),
}

_WRITING = {
    "PG501": Entry(
        "The style folder lacks a part",
        "All looks live there: sizes and colours, the style sheet, the fonts, the base of Word files.",
        "--templates with a folder that has no `_style/tokens.yaml`",
        "the file from packetgen's own templates/_style, or no `--templates`",
    ),
    "PG511": Entry(
        "PDF needs a system library that this machine lacks",
        "Pango sets the lines of the PDF. Word files and web pages need nothing of the kind.",
        "a bare Debian without libpango",
        "the one line that `packetgen doctor` prints",
    ),
    "PG512": Entry(
        "PDF needs packetgen's own fonts",
        "With other fonts the pages would look different on each machine.",
        "a templates folder without `_style/fonts`",
        "reinstall packetgen, or point `--templates` at a complete folder",
    ),
    "PG513": Entry(
        "Something in the document cannot be set on paper",
        "The PDF would lack it, so no PDF is written.",
        "a picture that cannot be read",
        "what the message names, mended",
    ),
    "PG514": Entry(
        "The PDF library is of a version that packetgen does not know",
        "Its tags for screen readers are repaired by packetgen; with another version they might be wrong unseen.",
        "WeasyPrint 71",
        "the version that the message names",
    ),
    "PG515": Entry(
        "The letterhead is no Word document",
        "The agency's letterhead is the base of its Word files.",
        "letterhead: letterhead.doc",
        "in Word: Save as, Word Document (*.docx)",
    ),
    "PG516": Entry(
        "A picture is neither PNG nor JPEG",
        "Word shows these two on every machine.",
        "logo: seal.tiff",
        "the picture saved as PNG",
    ),
    "PG601": Entry(
        "A file cannot be written",
        "It is open in another program, or the disk is full. What was there stays as it was.",
        "the PDF is open in a reader on Windows",
        "close it, or choose another folder with `-o`",
    ),
    "PG602": Entry(
        "The manifest cannot be read",
        "It records what packetgen wrote; without it edited files cannot be told from others, so none is overwritten.",
        "out/manifest.json was edited by hand",
        "build with `--force`, or into a new folder",
    ),
    "PG603": Entry(
        "A file was edited after packetgen wrote it",
        "Local words are never lost: what somebody changed is left alone.",
        "the policy was changed in Word",
        "save it under a name of its own, or build with `--force`, which keeps it beside the new file",
    ),
    "PG604": Entry(
        "A worker process ended in the middle of its work",
        "Side by side, each agency is built in a process of its own; a fault of a system library can end one. No other "
        "agency's files are touched.",
        "the PDF library met a font that it cannot read",
        "build again with `--jobs 1`, and run `packetgen doctor`",
    ),
    "PG611": Entry(
        "A picture or letterhead of the profile cannot be read",
        "Only files in the profile's own folder are read, so that a profile can be handed on as it is.",
        "logo: ../seal.png",
        "logo: seal.png, with the file beside the profile",
    ),
    "PG612": Entry(
        "A picture or letterhead is too large",
        "A file of more than 10 MB would make every document as large.",
        "a photograph of 40 MB",
        "a smaller picture",
    ),
    "PG901": Entry(
        "A bug in packetgen",
        "Nothing of yours is at fault, and no file was damaged.",
        "a message with PG901",
        "send the file that the message names to whoever keeps packetgen for you",
    ),
}

CODES: Mapping[str, Entry] = MappingProxyType({**_FILES, **_FORMAT, **LAW, **_TEMPLATES, **_WRITING})
"""Every code that is no rule's, with its meaning."""
