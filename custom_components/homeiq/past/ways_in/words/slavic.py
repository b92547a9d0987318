"""Polish, Czech, Slovak, Russian, Ukrainian, Belarusian, Bulgarian, Macedonian, Serbian, Croatian, Bosnian, Slovene."""

from __future__ import annotations

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
    furniture="frižider* hladnjak* zamrzivač* ledenica ormar* ormarić* plakar plakara fioka fioke fijoka ladica ladice"
    " ladicu komoda komode pećnica pećnice pećnicu rerna rerne perilica perilice perilica_posuđa veš_mašina"
    " mašina_za_veš mašina_za_sudove mašina_za_suđe sudomašina sušilica sušilice mašina_za_sušenje mikrovalna"
    " mikrotalasna poštanski_sandučić poštansko_sanduče poštanski_sandučic sandučić kutija_za_lijekove"
    " kutija_za_lekove kanta kanta_za_smeće kanta_za_otpad poklopac poklopac_wc košnica фрижидер* замрзивач* орман"
    " ормар* плакар фиока фиоке рерна веш_машина машина_за_веш машина_за_судове микроталасна поштанско_сандуче"
    " поклопац канта",
    appliances="kuhalo_za_vodu kuvalo ketler toster* aparat_za_kavu aparat_za_kafu kafemat mikser blender"
    " ploča_za_kuhanje napa aspirator pegla glačalo fen usisavač usisivač televizor računalo računar kompjuter pisač"
    " štampač jelka тостер пегла усисивач телевизор рачунар",
    passages="pored kraj pokraj kod iza ormar_za_oružje ormarić_za_ključeve ključeve ključevi oružje paketomat"
    " hladnjača ulazna_vrata stražnja_vrata zadnja_vrata balkonska_vrata garažna_vrata kapija улазна_врата поред",
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
            furniture="lodówka lodówki lodówkę lodówce lodówek zamrażarka zamrażarki zamrażarkę zamrażalnik"
            " zamrażalnika chłodziarka szafa szafy szafę szafie szafka szafki szafkę szafce szafek szuflada szuflady"
            " szufladę szufladzie komoda komody kredens witryna piekarnik piekarnika piekarniku pralka pralki pralkę"
            " zmywarka zmywarki zmywarkę suszarka_bębnowa suszarka_do_ubrań suszarka_prania mikrofalówka mikrofalówki"
            " mikrofala kuchenka_mikrofalowa skrzynka_na_listy skrzynki_na_listy skrzynka_pocztowa skrzynka_listowa"
            " apteczka apteczki kosz_na_śmieci kosza_na_śmieci śmietnik klapa_wc klapa_sedesu deska_sedesowa"
            " deska_klozetowa pokrywka barek",
            appliances="czajnik czajnika toster tostera opiekacz ekspres ekspresu ekspres_do_kawy blender mikser"
            " frytkownica płyta_indukcyjna okap okapu żelazko żelazka suszarka_do_włosów odkurzacz odkurzacza"
            " telewizor telewizora komputer komputera drukarka wieża maszyna_do_szycia choinka",
            passages="obok przy koło za_lodówką za_szafą szafa_pancerna szafa_na_broń szafka_na_broń szafka_na_klucze"
            " klucze broń broni paczkomat paczki chłodnia drzwi_wejściowe drzwi_frontowe drzwi_garażowe"
            " drzwi_tarasowe drzwi_balkonowe brama furtka",
            never="blokada_rodzicielska budzik_alarm zamek_błyskawiczny zamek_dziecięcy wrotki okapu",
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
            furniture="lednice lednička ledničky lednici ledničce lednicí chladnička chladničky mrazák mrazáku"
            " mraznička mrazničky mrazničce skříň skříně skříni skříňka skříňky skříňce šatník komoda komody šuplík"
            " šuplíky šuplíku kredenc trouba trouby troubě pračka pračky pračce myčka myčky myčce sušička sušičky"
            " sušičce mikrovlnka mikrovlnky mikrovlnná poštovní_schránka poštovní_schránky dopisní_schránka"
            " schránka_na_dopisy lékárnička lékárničky odpadkový_koš koš_na_odpadky popelnice popelnici víko"
            " záchodové_prkénko",
            appliances="konvice varná_konvice rychlovarná_konvice topinkovač toustovač kávovar mixér fritéza"
            " varná_deska indukce digestoř žehlička fén vysavač televize počítač tiskárna šicí_stroj stromeček",
            passages="vedle poblíž trezorová_skříň zbraňová_skříň skříň_na_zbraně skříňka_na_klíče klíče zbraně balíky"
            " chladírna vchodové_dveře vstupní_dveře domovní_dveře zadní_dveře balkonové_dveře garážová_vrata branka",
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
            furniture="chladnička chladničky chladničku chladničke mraznička mrazničky mrazničke skriňa skrine skrini"
            " skrinka skrinky skrinke šatník šuplík šuplíky komoda rúra rúry pec_na_pečenie práčka práčky práčke"
            " umývačka umývačky umývačka_riadu sušička sušičky mikrovlnka mikrovlnky poštová_schránka"
            " poštovej_schránky lekárnička odpadkový_kôš kôš_na_odpad smetiak veko",
            appliances="kanvica rýchlovarná_kanvica hriankovač kávovar mixér varná_doska digestor žehlička fén vysávač"
            " televízor počítač tlačiareň stromček",
            passages="vedľa pri blízko trezorová_skriňa skriňa_na_zbrane skrinka_na_kľúče kľúče zbrane balíky"
            " vchodové_dvere vstupné_dvere zadné_dvere balkónové_dvere garážová_brána bránka",
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
            furniture="холодильник* морозилк* морозильник* морозильная морозильная_камера шкаф шкафа шкафу шкафом"
            " шкафы шкафов шкафчик* буфет комод комода комоде тумба тумбы тумбочка тумбочки сервант витрина ящик"
            " ящика ящике ящики ящиков духовка духовки духовке духовку духовой_шкаф стиралк* стиральн* посудомойк*"
            " посудомоечн* сушилк* микроволновк* микроволновая почтовый_ящик почтового_ящика аптечк* мусорка"
            " мусорное_ведро мусорный_бак мусорного_ведра крышк* улей",
            appliances="чайник* тостер* кофеварк* кофемашин* блендер* миксер* мультиварк* фритюрниц* плита плиты"
            " варочная_панель вытяжк* утюг* фен пылесос* телевизор* компьютер* принтер* стереосистема швейная_машина"
            " ёлка елка гирлянд*",
            passages="рядом возле около за_холодильником за_шкафом оружейн* оружия ключей ключница посылок"
            " холодильная_камера гардеробная входная_дверь входной_двери дверь_входная дверь_в_квартиру задняя_дверь"
            " балконная_дверь гаражные_ворота ворота калитка",
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
            furniture="холодильник* морозилк* морозильник* морозильна_камера шафа шафи шафу шафі шафка шафки шафку"
            " шафці комод комода тумба тумбочка шухляд* ящик ящика ящики духовка духовки духовку духова_шафа"
            " пральна_машина пральної_машини пралк* посудомийк* посудомийна сушарк* мікрохвильовк* поштова_скринька"
            " поштової_скриньки аптечк* смітник* сміттєве_відро кришк* вулик",
            appliances="чайник* тостер* кавоварк* кавомашин* блендер* міксер* мультиварк* плита витяжк* праск* фен"
            " пилосос* порохотяг* телевізор* комп'ютер* принтер* ялинка гірлянд*",
            passages="поруч біля поряд за_холодильником збройн* зброї ключів ключниця посилок вхідні_двері"
            " вхідних_дверей балконні_двері гаражні_ворота ворота хвіртка",
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
            furniture="халадзільнік* маразілк* шафа шафы шафе шафка шафкі камода шуфляд* духоўк* пральная_машына"
            " пральнай_машыны посудамыйк* мікрахвалёўк* паштовая_скрынка скрынка сметніца",
            appliances="чайнік* тостар кававарк* прас пыласос* тэлевізар*",
            passages="каля побач уваходныя_дзверы брама",
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
            furniture="хладилник* фризер* шкаф шкафа шкафът шкафове шкафче чекмедже* скрин ракла фурна фурната"
            " перална_машина съдомиялн* сушилн* микровълнов* пощенска_кутия пощенската_кутия аптечка кошче_за_боклук"
            " кофа_за_боклук кош_за_боклук кошер тоалетна_чиния",
            appliances="чайник* тостер* кафемашин* кафеварк* блендер миксер котлон аспиратор ютия сешоар прахосмукачк*"
            " телевизор* компютър* принтер* елха",
            passages="до_хладилника до_шкафа до_гардероба близо зад оръжеен оръжие ключове гардеробна_стая"
            " входна_врата задна_врата балконска_врата гаражна_врата",
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
            furniture="фрижидер* замрзнувач* плакар плакарот шкаф фиока фиоки рерна рерната машина_за_перење"
            " машина_за_алишта машина_за_садови машина_за_сушење микробранова поштенско_сандаче корпа_за_ѓубре"
            " канта_за_ѓубре кошница",
            appliances="тостер кафемат пегла правосмукалка телевизор компјутер",
            passages="до_фрижидерот покрај зад клучеви оружје влезна_врата",
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
            furniture="hladilnik* zamrzovalnik* skrinja omara omare omari omarica omarice omarici predal predali"
            " predala predalnik komoda pečica pečice pralni_stroj pralnega_stroja pomivalni_stroj pomivalnega_stroja"
            " sušilni_stroj sušilnega_stroja mikrovalovka mikrovalovna poštni_nabiralnik nabiralnik koš_za_smeti"
            " smetnjak pokrov panj škatla_za_zdravila",
            appliances="kuhalnik_vode grelnik_vode opekač toaster kavni_aparat kavni_avtomat mešalnik kuhalna_plošča"
            " napa likalnik fen sesalnik televizor računalnik tiskalnik jelka",
            passages="zraven poleg ob_hladilniku za_hladilnikom omara_za_orožje omarica_za_ključe ključe ključi orožje"
            " hladilnica vhodna_vrata zadnja_vrata balkonska_vrata garažna_vrata",
        ),
    }
)
