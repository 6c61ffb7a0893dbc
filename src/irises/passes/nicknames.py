"""Short and pet forms of given names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# a full name, then its short and pet forms; written for this project from common English usage
_TABLE = """
abigail: abby abbie gail nabby
abraham: abe bram
adelaide: addie ada adela
agnes: aggie nessie nessa
albert: al bert bertie
alexander: alex alec alick sandy sasha xander lex sascha
alexandra: alex sandra sasha lexi lexie alix
alfred: alf alfie fred
alice: allie ally elsie alys
alison: allie ally ali
amanda: mandy
amelia: millie milly amy mellie melia emmy
andrew: andy drew
angela: angie
angelina: angie lina
ann: annie nan nancy nanny anny
anne: annie nan nancy nanny anny
anna: annie nan nanny anya
annabel: bel belle annie
antoinette: toni nettie netta
anthony: tony
antony: tony
antonia: toni tonia
arabella: bella belle bel
archibald: archie baldie
arthur: art artie
augusta: gussie gusta
augustus: gus augie
barbara: babs barb barbie bab bobbie
barnabas: barney
bartholomew: bart bat
beatrice: bea bee trixie bice
beatrix: bea trixie
benedict: ben
benjamin: ben benny benjy benji
bernard: bernie barney
bertha: bertie
bertram: bert bertie
bertrand: bert bertie
bridget: biddy bridie
caroline: carrie caro carry lina callie caddy
carolyn: carrie lynn
cassandra: cassie cass sandra
catherine: kate kitty cathy katie cat catie kat kit
cecilia: cissy cis celia cecily
cecily: cis cissy sissy
charles: charlie charley chuck chas chaz
charlotte: lottie lotty charlie lotta char
christian: chris
christina: chris chrissy chrissie tina christie
christine: chris chrissy chrissie tina
christopher: chris kit kester christy
clara: clarry
clarence: clarry
clarissa: clary clarry clara
clement: clem
constance: connie
cordelia: delia cordy
cornelius: neil con
cornelia: nelly nellie
cynthia: cindy
daniel: dan danny
david: dave davy davie
deborah: deb debbie debby
dennis: denny
dominic: dom nick
donald: don donny donnie
dorothea: dolly dora dot dottie dodo thea dorry
dorothy: dot dottie dolly dora dodo dorrie
douglas: doug
edith: edie ede
edmund: ed ned ted eddie
edward: ed eddie ned ted teddy neddy
edwin: ed eddie ned
eleanor: nell nellie nelly ellie nora ella lenore elinor leonora
elinor: nell nelly ellie nora
elias: eli
elizabeth: lizzy lizzie liz eliza beth betsy betty bess bessie bessy lisbeth libby elsie lisa elsa lizbeth betsey
ellen: nell nelly nellie
emily: em emmy emmie millie milly
emma: em emmy emmie
emmeline: emmy
ernest: ernie
esther: essie hetty
ethel: ettie
eugene: gene
eugenia: genie
euphemia: effie phemie
eva: evie eve
evangeline: eva evie angie
evelyn: evie eve
ezekiel: zeke
felicity: flick
ferdinand: ferdy nandy
florence: flo flossie flory florrie flora
frances: fanny frankie fan francie frannie fran
francis: frank frankie
franklin: frank
frederic: fred freddy freddie
frederica: freddie rica
frederick: fred freddy freddie fritz
gabriel: gabe
gabrielle: gabby gabi
geoffrey: geoff jeff
george: georgie geordie
georgiana: georgy georgie georgia
georgina: georgie gina
gerald: gerry jerry
gerard: gerry jerry
gertrude: gertie trudy gert
gilbert: gil bert
giles: gil
gregory: greg
griselda: grizel zelda
gwendolen: gwen gwennie wendy
gwendolyn: gwen gwennie wendy
hannah: nan nanny
harold: hal harry
harriet: hattie hatty harry
helen: nell nellie nelly lena nel
helena: lena nell
henrietta: hetty etta hattie nettie harriet henny
henry: harry hal hank
hermione: mione
herbert: bert bertie herb
hester: hetty hessie
horace: horry
horatio: horry
hubert: bert bertie
hugh: hughie
humphrey: numps
ignatius: iggy
isaac: ike zac
isabel: bell belle bel izzy tibby issy bella
isabella: bell bella belle izzy bel issy
isobel: bel izzy
jacob: jake jack
james: jim jimmy jem jemmy jamie jimmie jamey
jane: jenny janey janie jennie jean
janet: jan jenny jessie nettie
jasmine: jas jazz
jason: jase jay
jefferson: jeff
jeffrey: jeff
jemima: mima jem
jennifer: jen jenny jenn jennie
jeremiah: jerry
jeremy: jerry jem
jerome: jerry
jessica: jess jessie
jessamine: jess jessie
joan: joanie joannie
joanna: jo joan
john: jack johnny johnnie jock jackie jacky
jonathan: jon jonny johnny nathan
joseph: joe joey jos jo
josephine: jo josie josey fina posy
joshua: josh
josiah: joe si
joyce: joy
judith: judy jude
julia: julie jule
juliana: julie
juliet: julie jule
julian: jules
katharine: kate kitty kathy katie kat kit cassie kath
katherine: kate kitty kathy katie kat kit kath
kathleen: kathy kath kate kitty
kenneth: ken kenny
laura: laurie lolly
laurence: larry laurie lawrie lance
lavinia: vinny vinnie
lawrence: larry laurie lawrie
leonard: len lenny leo
leonora: nora leo
leopold: leo
letitia: letty lettice tish
lewis: lew lewie
lillian: lil lily lilly
louis: lou louie
louisa: lou lulu louie
louise: lou lulu
lucas: luke
lucille: lucy
lucilla: lucy cilla
lucinda: lucy cindy
lucretia: lucy
luke: lukey
lydia: liddy lyddie
mabel: mab may
madeleine: maddy maddie lena
madeline: maddy maddie lena
magdalene: maggie lena maddy
margaret: maggie meg peggy margie madge daisy marge peg greta meggie mag meta maisie margot rita
margery: madge marge margie
maria: mia ria
marian: may
marianne: mary
marjorie: marge margie
mark: marky
martha: patty mattie matty marty
martin: marty mart
mary: molly polly may mamie minnie moll mimi poll maisie
matilda: tilly tillie mattie matty maud tilda
matthew: matt mat matty
maurice: morry
maximilian: max
maxwell: max
melissa: missy lissa
mehitabel: hitty
michael: mike mick micky mickey mikey
michelle: shelly
mildred: millie milly
millicent: millie milly
minerva: minnie
miranda: randy mira
miriam: mimi
montague: monty
mortimer: mort morty
moses: moe
nathan: nat nate
nathaniel: nat nate nathan natty
nicholas: nick nicky nicol klaus colin nico
nicola: nicky nikki
nicole: nicky nikki
olivia: livy livvy liv ollie
oliver: ollie noll nolly
oswald: oz ozzy
pamela: pam
patience: patty
patricia: pat patty trish tricia
patrick: pat paddy rick
paulina: polly
penelope: penny pen
percival: percy
peregrine: perry pippin
persephone: percy
peter: pete petey
philip: phil pip
phillip: phil pip
philippa: pippa pip
phineas: phin
phoebe: pheeb
priscilla: cilla prissy priss
prudence: prue pru
rachel: rach
randolph: randy dolph
raymond: ray
rebecca: becky becca bex beck
reginald: reggie reg rex
reuben: rube
richard: dick dickie dicky rick ricky richie rich dickon
robert: bob bobby rob robbie robin bobbie bert robby rab
roberta: bobbie robbie
roderick: roddy rory
rodney: rod
roger: rodge hodge
roland: rollo rolly
ronald: ron ronnie
rosalind: ros roz rosie
rosamond: rosie rosy ros
rosamund: rosie rosy ros
rosanna: rosie rosy
rose: rosie rosy
rosemary: rosie rose
rudolph: rudy dolph
rupert: rupe
samantha: sam sammy
samuel: sam sammy
sarah: sally sadie sal sallie
sebastian: seb bastian
selina: lina
septimus: sep
sidney: sid
sydney: syd
silas: si
silvester: sly
simon: sim si
solomon: sol solly
sophia: sophie sophy
sophie: soph sophy
stanley: stan
stephanie: steph
stephen: steve stevie
steven: steve stevie
susan: sue susie suzy suke sukey
susanna: sue susie sukey
susannah: sue susie sukey
suzanne: sue suzy
sylvester: sly
sylvia: syl
tabitha: tabby
thaddeus: thad teddy
theobald: tibby theo
theodora: dora theo thea dolly
theodore: ted teddy theo dora
theresa: tess tessa tessie terry tracy
teresa: tess tessa tessie terry
therese: tess
thomas: tom tommy thom tam
thomasin: tamsin tamsie
timothy: tim timmy
tobias: toby
tristram: tris
ulysses: lyss
ursula: ursa
valentine: val
valerie: val
vanessa: nessa
veronica: ronnie vera
victor: vic
victoria: vicky vicki tori vic
vincent: vin vince vinny
virginia: ginny ginger ginnie
vivian: viv
walter: walt wat wally
wallace: wally
wilfred: will fred wilf
wilhelmina: mina minna minnie billie wilma willa
william: will bill billy willie willy liam wil
winifred: winnie freda fred win
winston: winnie
yvonne: vonnie
zachariah: zach zack zac
zachary: zach zack zac
aleksandr: sasha
alexei: alyosha alexis
dmitri: mitya dima
ivan: vanya
mikhail: misha
nikolai: kolya
ekaterina: katya
maria: masha marie
natalia: natasha
tatiana: tanya
sofia: sonia sonya sophie
pyotr: petya
vladimir: volodya
"""


def _read() -> dict[str, frozenset[str]]:
    full: dict[str, set[str]] = {}
    for line in _TABLE.strip().splitlines():
        head, _, short = line.partition(": ")
        for word in short.split():
            full.setdefault(word, set()).add(head)
    return {word: frozenset(names) for word, names in full.items()}


FULL_NAMES: Mapping[str, frozenset[str]] = MappingProxyType(_read())
"""For each short form, the full names it may stand for; all in lower case."""


def full_forms(word: str) -> frozenset[str]:
    """The full names a given name may stand for, itself included; lower case in and out."""
    return FULL_NAMES.get(word, frozenset()) | {word}


def may_be_same_given(first: str, second: str) -> bool:
    """Whether two given names (lower case) may be one person's.

    They may if they are equal, if one is a short form of the other, or both are of one full name ("Lizzy", "Betsy"), or
    if one is the other's initial; two different full names never are.
    """
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return bool(full_forms(first) & full_forms(second))


def is_short_form(word: str) -> bool:
    """Whether the word (lower case) is a short or pet form of some name."""
    return word in FULL_NAMES
