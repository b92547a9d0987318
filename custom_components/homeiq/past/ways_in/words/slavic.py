"""Polish, Czech, Slovak, Russian, Ukrainian, Belarusian, Bulgarian, Macedonian, Serbian, Croatian, Bosnian, Slovene."""

from collections.abc import Mapping
from types import MappingProxyType

from .speech import Speech

_SERBO_CROATIAN = Speech(
    doors="vrata ulazna_vrata врата",
    gates="kapija kapije kapijica dvorišna_vrata garažna_vrata rampa rampe капија капије рампа ograda",
    garages="garaža garaže garazni гаража гараже",
    guards="brava brave zasun reza katanac interfon portafon alarm alarmni protuprovala* protivprovala* sef trezor"
    " ventil ventili elektroventil plin gas брава интерфон аларм сеф вентил sirena sirene elektrobrava"
    " električna_brava alarmna ključanica сирена",
    openers="otvarač otvarač_vrata otvaranje_vrata otključ* otkljuc* deaktiv_alarm razoruž* glavni_ventil ventil_vode"
    " ventil_plina elektroprihvatnik откључ* отварач главни_вентил otvori_kapiju otvori_vrata otvori_garazu"
    " otvori_rampu elektromagnetski_ventil zatvaranje_vode интерфон_отвори",
    coverings="zavjesa zavjese zavesa zavese roleta rolete roletna roletne žaluzina žaluzine tenda tende venecijaner*"
    " завеса завесе ролетна ролетне жалузине тенда",
    shutters="škure grilje kapak kapci капци",
    lamps="svjetlo svjetla svetlo svetla lampa lampe lampica rasvjeta rasveta lampion reflektor светло лампа расвета",
    others="kamera zvono grijanje grejanje grijač radijator ventilator zamrzivač hladnjak frižider punjač obavijest"
    " obavještenje senzor budilica камера звоно грејање",
)

SLAVIC: Mapping[str, Speech] = MappingProxyType(
    {
        "pl": Speech(
            doors="drzwi drzwiczki *drzwi właz drzwiami drzwiom drzwi_wejściowe",
            gates="brama bramy bramę bramka bramki furtka furtki szlaban szlabany rogatka brama_garażowa"
            " brama_wjazdowa furtk* bramą bramie bramkę bramką bramce bram wrota wrót szlabanu szlabanem wjazdowa"
            " rolbrama bramo",
            garages="garaż garażu garaże garażowa garażowe garażówka garażem garażowy",
            guards="zamek zamka zamki rygiel zasuwa kłódka domofon wideodomofon alarm alarmu alarmowy uzbrojenie"
            " uzbrojony włamanie sejf zawór zaworu zawory elektrozawór gaz syrena syreny elektrozamek zamkiem kłódki"
            " wideofon zwora zwora_elektromagnetyczna czuwanie_nocne czuwanie_alarmu uzbrój uzbrojenia system_alarmowy"
            " kontrola_dostępu sejfu ochrona_domu ochrona_obiektu",
            openers="otwieracz otwieranie_drzwi otwieranie_bramy otwórz_drzwi otwórz_bramę elektrozaczep odblokuj*"
            " odrygl* rozbrój* rozbroj* zawór_główny główny_zawór zawór_wody zawór_gazu elektrorygiel otwórz_furtkę"
            " otwarcie_furtki otwieranie_furtki otwarcie_bramy otwórz_garaż otwieranie_garażu odcięcie_wody"
            " odcięcie_gazu zakręcanie_wody wpuść",
            coverings="roleta rolety rolet żaluzja żaluzje zasłona zasłony firana firany firanka markiza markizy plisa"
            " plisy zaluzje_fasadowe screen refleksole kurtyna",
            shutters="okiennica okiennice roleta_zewnętrzna rolety_zewnętrzne roleta rolety żaluzja żaluzje",
            lamps="światło światła lampa lampy lampka lampki oświetlenie żarówka kinkiet reflektor latarnia żyrandol",
            others="kamera kamery dzwonek ogrzewanie grzejnik grzejniki wentylator zamrażarka lodówka ładowarka"
            " powiadomienie powiadomienia czujnik budzik pompa",
            never="blokada_rodzicielska budzik_alarm zamek_błyskawiczny zamek_dziecięcy wrotki",
        ),
        "cs": Speech(
            doors="dveře dveří dvere dvířka poklop dveřím dveřmi dveřích vchodové vchodová",
            gates="brána brány bránu branka branky vrata vrátka garážová_vrata závora závory vjezd brankou brance"
            " bránou bráně vrat vraty vratům vratech závorou",
            garages="garáž garáže garáži garážový",
            guards="zámek zámku zámky západka petlice interkom domácí_telefon videotelefon alarm alarmu zabezpečení"
            " zastřeženo trezor sejf ventil ventilu ventily *ventil plyn siréna sirény elektrozámek zámkem ezs pzts"
            " zabezpečovačka zabezpečovacka zastřežit zastřežení střežení domovní_telefon vrátný domácí_vrátný"
            " dveřní_telefon kódový_zámek ochrana_domu ochrana_objektu",
            openers="otvírač otevírač otevření_brány otevření_vrat otevření_dveří otevřít_dveře otevřít_bránu odemk*"
            " odemč* odjistit odstřež* hlavní_ventil hlavní_uzávěr uzávěr_vody přívod_vody elektrický_zámek"
            " elektromagnetický_zámek hlavní_přívod bzučák elektrický_vrátný otevřít_branku otevření_branky"
            " otevírání_vrat otevírání_brány otevírání_branky otevírání_dveří otevřít_vrata otevřít_garáž přívod_plynu"
            " uzávěr_plynu uzávěr_vody_hlavní zavření_vody",
            coverings="žaluzie žaluzii roleta rolety závěs závěsy záclona záclony markýza markýzy plisé pergola"
            " roletka clona stínění",
            shutters="okenice venkovní_roleta roleta rolety žaluzie",
            lamps="světlo světla lampa lampy lampička osvětlení žárovka lustr svítidlo reflektor",
            others="kamera zvonek topení radiátor ventilátor mrazák lednice nabíječka oznámení upozornění čidlo budík"
            " čerpadlo",
            never="dětská_pojistka dětský_zámek",
        ),
        "sk": Speech(
            doors="dvere dverí dvierka poklop dverami vchodové",
            gates="brána brány bránu bránka bránky vráta vrata garážová_brána garážové_dvere závora rampa bránkou"
            " bránou vrát",
            garages="garáž garáže garáži",
            guards="zámok zámku zámky závora_dverí interkom videovrátnik vrátnik alarm alarmu zabezpečenie trezor sejf"
            " ventil ventily *ventil plyn siréna sirény elektrozámok zabezpečovačka zastráženie stráženie"
            " domový_telefón zámkom ezs",
            openers="otvárač otvorenie_brány otvorenie_dverí otvoriť_dvere otvoriť_bránu odomk* odblok* odstráž*"
            " hlavný_ventil hlavný_uzáver uzáver_vody prívod_vody elektrický_zámok bzučiak elektrický_vrátnik"
            " otvoriť_bránku otvorenie_bránky otvoriť_garáž prívod_plynu uzáver_plynu",
            coverings="žalúzia žalúzie roleta rolety záves závesy záclona záclony markíza markízy plisé pergola"
            " tienenie",
            shutters="okenice vonkajšia_roleta roleta rolety žalúzie",
            lamps="svetlo svetlá svetla lampa lampy osvetlenie žiarovka luster svietidlo reflektor",
            others="kamera zvonček kúrenie radiátor ventilátor mraznička chladnička nabíjačka oznámenie snímač budík"
            " čerpadlo",
            never="detská_poistka",
        ),
        "ru": Speech(
            doors="дверь двери дверца двери_входные входная люк дверью дверям дверями дверьми дверях дверцы дверцу"
            " дверной дверная дверное входную",
            gates="ворота ворот калитка калитки калитку шлагбаум шлагбаума шлагбаумы гаражные_ворота рольставни_гараж"
            " воротами воротам воротах калитк* шлагбаум* автоворота вороты рольворота секционные_ворота",
            garages="гараж гаража гараже гаражный паркинг гараж* паркинга",
            guards="замок замка замки засов щеколда домофон домофона сигнализация сигнализации охрана охраны охранная"
            " сейф сейфа клапан клапана кран крана краны вентиль газ сирена сирены замком замку замке электрозамки"
            " домофон* охран* сигнализац* сигналка сейфы сейфом клапан* задвижк* краном краном_воды скуд шаровый_кран",
            openers="открыть_дверь открыть_ворота открыть_калитку открывание_двери открытие_двери открытие_ворот"
            " защелка электрозамок электрозамка разблокир* отпереть снять_с_охраны главный_кран кран_воды"
            " перекрытие_воды водоснабжение подача_воды подача_газа электромагнитный_замок вводной_кран аквасторож"
            " открыть_гараж открыть_подъезд подъездная аквастоп аквастопа нептун_кран закрытие_воды отсечка_воды"
            " отсечной_клапан электрозащелка открыть_шлагбаум впустить снятие_с_охраны электромагнит_двери",
            coverings="штора шторы штору жалюзи занавеска занавески занавес тюль маркиза маркизы рулонка карниз"
            " карнизы рулонная рулонные портьера портьеры навес",
            shutters="ставни ставень рольставни роллеты роллета рольставня",
            lamps="свет света лампа лампы лампочка освещение светильник светильники люстра бра подсветка прожектор"
            " фонарь фонари торшер",
            others="камера камеры звонок звонка отопление обогреватель радиатор вентилятор морозилка холодильник"
            " зарядка уведомление уведомления датчик будильник насос",
            never="детский_замок защита_от_детей блокировка_от_детей дверной_звонок",
        ),
        "uk": Speech(
            doors="двері дверей дверцята люк дверима дверям дверях дверцятами дверний вхідні_двері",
            gates="ворота воріт ворітна хвіртка хвіртки шлагбаум шлагбаума брама брами воротами воротам воріт* хвіртк*"
            " шлагбаум* калитка брамою",
            garages="гараж гаража гаражні гараж*",
            guards="замок замка засув домофон сигналізація сигналізації охорона сейф клапан клапана кран крана вентиль"
            " газ сирена сирени замком замку замки домофон* охорон* сигналізац* сейфа клапан* засувк* електрозамок",
            openers="відчинити_двері відчинити_ворота відкрити_двері відкрити_ворота відкриття_воріт електрозамок"
            " розблок* зняти_з_охорони головний_кран кран_води перекриття_води подача_води відкрити_гараж"
            " відчинити_хвіртку відкрити_хвіртку відкриття_хвіртки відкриття_дверей впустити аквастоп"
            " відкрити_шлагбаум електрозасувка",
            coverings="штора штори жалюзі фіранка фіранки завіса маркіза тюль ролети_тканинні карниз",
            shutters="ролета ролети віконниці ролет",
            lamps="світло світла лампа лампи освітлення світильник люстра підсвітка ліхтар прожектор",
            others="камера дзвінок опалення обігрівач радіатор вентилятор морозилка холодильник сповіщення датчик"
            " будильник",
        ),
        "be": Speech(
            doors="дзверы дзвярэй дзвяр*",
            gates="вароты брама брамка шлагбаум весніцы брамкі брамку шлагбаум* варотамі варотах",
            garages="гараж гаража",
            guards="замок дамафон сігналізацыя ахова сейф клапан кран сірэна сігналізац* засаўка",
            openers="адчыніць_дзверы адчыніць_вароты разблак* галоўны_кран",
            coverings="штора шторы жалюзі фіранка фіранкі",
            shutters="аканіцы ралеты",
            lamps="святло лампа асвятленне",
            others="камера званок ацяпленне",
        ),
        "bg": Speech(
            doors="врата вратата врати входна_врата",
            gates="порта портата портал бариера бариерата гаражна_врата дворна_врата вратичка портичка",
            garages="гараж гаража гаражна",
            guards="брава бравата ключалка резе домофон аларма алармата сот сейф клапан вентил кран газ сирена"
            " електромагнитна сигнализация ел_брава",
            openers="отваряне_на_врата отваряне_на_портал отвори_вратата отвори_портата отключ* главен_кран"
            " спирателен_кран кран_за_вода електромагнитна_брава електронасрещник насрещник отвори_гараж"
            " спиране_на_водата отключване",
            coverings="щора щори щорите завеса завеси перде пердета сенник тента жалузи",
            shutters="кепенци ролетна ролетни",
            lamps="светлина осветление лампа лампи лампата крушка полилей",
            others="камера звънец отопление радиатор вентилатор фризер хладилник известие сензор будилник",
        ),
        "mk": Speech(
            doors="врата вратата влезна_врата",
            gates="порта капија рампа гаражна_врата",
            garages="гаража",
            guards="брава клуч алармот аларм сеф вентил интерфон сирена брави",
            openers="отклуч* отвори_врата главен_вентил",
            coverings="завеса завеси ролетна ролетни тенда",
            shutters="капаци",
            lamps="светло ламба осветлување",
            others="камера ѕвонче греење",
        ),
        "sr": _SERBO_CROATIAN,
        "hr": _SERBO_CROATIAN,
        "bs": _SERBO_CROATIAN,
        "sl": Speech(
            doors="vrata vhodna_vrata loputa",
            gates="garažna_vrata dvoriščna_vrata zapornica ograja dvižna_vrata drsna_vrata rampa",
            garages="garaža garaže garaži garažna",
            guards="ključavnica zapah domofon alarm alarma vlom sef trezor ventil ventili plin sirena"
            " električna_ključavnica elektroključavnica",
            openers="odpiralec odpiranje_vrat odkleni* odklep* glavni_ventil ventil_vode elektroprijemnik odpri_vrata"
            " odpri_garazo elektromagnetni_ventil zapora_vode",
            coverings="zavesa zavese žaluzija žaluzije rolo roleta rolete senčilo senčila markiza plise tenda",
            shutters="polkna naoknice",
            lamps="luč luči svetilka svetilke razsvetljava lestenec",
            others="kamera zvonec ogrevanje radiator ventilator zamrzovalnik hladilnik obvestilo senzor budilka",
        ),
    }
)
