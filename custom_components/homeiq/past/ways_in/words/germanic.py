"""English, German, Dutch, Afrikaans, Danish, Norwegian, Swedish, Icelandic."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .speech import Speech

GERMANIC: Mapping[str, Speech] = MappingProxyType(
    {
        "en": Speech(
            doors="door doors *door *doors hatch trapdoor coop_door hen_door front_dr frnt_dr back_dr rear_dr side_dr"
            " gar_dr garage_dr door_entry",
            gates="gate gates sidegate backgate frontgate gardengate maingate yardgate barrier barriers bollard"
            " bollards boom_gate turnstile portcullis overhead_door up_and_over shutter_door garagedoor* roll_up_door"
            " roller_door roller_doors cat_flap dog_flap pet_flap chamberlain liftmaster myq my_q ratgdo garadget"
            " opengarage gogogate gogogate2 ismartgate faac bft beninca bisecur tedee nuki danalock screen_door"
            " screen_doors gdo garage_roller wicket sally_port roller_gate drive_gate driveway_gate louvre_door"
            " louver_door",
            garages="garage garages carport garrage garge gargae grage garege garadge gararge",
            guards="lock locks doorlock* smartlock smart_lock deadbolt padlock latch bolt intercom entryphone"
            " door_phone entry_phone alarm alarms arm armed arming security burglar* intrusion safe safes gunsafe"
            " strongbox vault valve valves solenoid gas stopcock access_control siren sirens doorman secure_mode"
            " secured house_secure home_secure secure_home mag_lock e_lock elock panic_alarm security_mode perimeter",
            openers="opener openers *opener *openers door_strike doorstrike electric_strike strike strikes"
            " door_release doorrelease gate_release buzzer buzzers *buzzer buzz_in buzz_door door_buzz unlock unlocker"
            " unlatch disarm disarmed disarming main_valve mains_valve water_valve gas_valve water_main water_mains"
            " main_water mains_water gas_main gas_mains water_supply gas_supply water_shutoff water_shut_off"
            " main_shutoff main_shut_off shutoff_valve shut_off_valve maglock magnetic_lock lock_release let_in"
            " let_me_in open_sesame shutoff_water water_off_valve entry_release strike_plate buzz_entry main_stopcock"
            " main_stop_tap stop_tap",
            coverings="blind blinds *blind *blinds shade shades *shade *shades sunshade curtain curtains drape drapes"
            " drapery awning awnings sunscreen screen screens venetian* roman_blind pergola canopy sunblind louver"
            " louvers louvre louvres sheer sheers cellular honeycomb pleated skirt valance window_covering"
            " window_coverings",
            shutters="shutter shutters *shutter *shutters rollershutter* rolling_shutter",
            lamps="light lights *light *lights lighting lamp lamps *lamp *lamps lantern lanterns led leds spot spots"
            " spotlight bulb bulbs chandelier sconce floodlight illumination *lighting",
            others="camera cameras cam cams bell bells chime chimes heater heaters heating heat radiator radiators fan"
            " fans freezer fridge refrigerator charger charging wallbox radio speaker speakers tv compressor"
            " dehumidifier humidifier notification notifications notify reminder reminders detection recording"
            " dishwasher washer dryer boiler clock sensor sensors announcement announcements greeting",
            furniture="fridge fridges fridgedoor freezerdoor cupboarddoor refrigerator refrigerators freezer freezers"
            " icebox minibar wine_cooler cupboard cupboards cabinet cabinets wardrobe wardrobes closet closets"
            " armoire armoires drawer drawers dresser dressers sideboard chest_of_drawers toy_chest blanket_chest"
            " tool_chest toolbox tool_box jewelry_box =oven oven_door oven_doors oven_lid oven_contact oven_opening"
            " kitchen_oven steam_oven wall_oven pizza_oven microwave microwaves stove dishwasher dishwashers"
            " washing_machine washing_machines washer washers dryer dryers tumble_dryer medicine_box pill_box pillbox"
            " mailbox mail_box mailboxes letterbox letter_box letterboxes postbox post_box trashcan trash_can"
            " garbage_can garbage_bin rubbish_bin recycling_bin waste_bin kitchen_bin wheelie_bin bin_lid dustbin"
            " dustbins wastebasket lid lids toilet_seat toilet_cover litter_box beehive beehives bee_hive"
            " rabbit_hutch piano_lid grand_piano fuse_box fusebox breaker_box",
            appliances="toaster toasters kettle kettles coffee coffeemaker coffeemachine espresso nespresso blender"
            " mixer juicer cooker rice_cooker slow_cooker air_fryer airfryer fryer grill waffle_iron hob cooktop"
            " extractor cooker_hood range_hood iron hairdryer hair_dryer hair_straightener vacuum hoover television"
            " stereo subwoofer amplifier computer pc laptop printer playstation xbox nintendo sewing_machine"
            " electric_blanket treadmill aquarium christmas_tree",
            passages="beside next_to near nearby by behind opposite walk_in walkin water_closet cabinet_office"
            " closet_room fridge_room freezer_room oven_room washer_room dryer_room key keys gun guns rifle rifles"
            " weapon weapons firearms parcel parcels package packages front_door back_door rear_door side_door"
            " main_door entry_door entrance_door house_door garage_door door_front door_back door_side door_main"
            " patio_door terrace_door balcony_door cellar_door basement_door gate gates",
            never="outdoor outdoors indoor indoors next_door doorbell doorbells doorway doormat door_bell door_bells"
            " door_mat gateway gateways gate_way zigbee_gateway alarm_clock wake_up_alarm wakeup_alarm alarm_wake"
            " alarm_wakeup morning_alarm alarm_morning child_lock key_lock keypad_lock button_lock screen_lock"
            " caps_lock lock_screen safe_mode fail_safe failsafe robot_arm colgate aggregate delegate floodgate"
            " propagate investigate night_light navigate water_heater water_heaters oven_door cobertor",
        ),
        "de": Speech(
            doors="tür türen *tür! *türen! *tuer *tueren *türe! haustür hauseingangstür wohnungstür eingangstür"
            " kellertür terrassentür balkontür garagentür gartentür hoftür nebentür hintertür vordertür seitentür"
            " schiebetür werkstatttür werkstatttur stalltür scheunentür schuppentür etagentür zimmertür zwischentür"
            " dachtür wohnungstüren haustüren nebeneingangstür nebeneingang hühnerklappe dachluke falltür kellerluke"
            " *haustür *raumtür *küchentür *kammertür *zimmertür *rolltür *hallentür *stubentür eingangstüre haustüre"
            " wohnungstüre kellertüre terrassentüre balkontüre garagentüre gartentüre gartentürl türl türle"
            " katzenklappe hundeklappe haustühr haustühre ht_schloss",
            gates="tor tore hoftor garagentor* gartentor einfahrtstor einfahrttor zufahrtstor rolltor* garagenrolltor"
            " schiebetor schwingtor sektionaltor flügeltor drehtor hallentor scheunentor stalltor kipptor deckentor"
            " eingangstor außentor haupttor werkstattor werkstatttor grundstückstor carporttor weidetor hörmann"
            " marantec novoferm tormatic supramatic torantrieb* tormotor torsteuerung torrelais tortaster torimpuls"
            " torschalter pforte gartenpforte hofpforte schranke schranken *schranke poller *dtor *ftor *gtor *ltor"
            " *rtor *ttor *ztor *entor garagetor straßentor schleuse drehkreuz *gatter pförtchen gartentörchen törchen"
            " törl gartentörl sectionaltor industrietor nordtor",
            garages="garage garagen tiefgarage doppelgarage garagen*",
            guards="schloss *türschloss tuerschloss turschloss *schloss! schlösser riegel türriegel türverriegelung"
            " verriegelung sprechanlage gegensprechanlage türsprechanlage *sprechanlage türtelefon türsprechstelle"
            " alarm *alarm alarmanlage alarmzentrale alarmsystem scharf scharfschaltung einbruch* einbruchmeldeanlage"
            " sicherheit tresor safe waffenschrank geldschrank ventil ventile *ventil *ventile gas gashahn wasserhahn"
            " zutritt* zugangskontrolle *codeschloss sirene alarmsirene schließanlage türschließanlage panzerschrank"
            " ema_scharf einbruchmelder",
            openers="*öffner *öffnern fensterantrieb kettenantrieb spindelantrieb fenster_antrieb türöffner toröffner"
            " garagentoröffner türsummer tuersummer türfreigabe türrelais türtaster türimpuls türfalle türschnapper"
            " *schnapper türantrieb* entriegel* entriegelung entsperr* aufsperr* aufschließ* unscharf* entschärf*"
            " hauptventil absperrventil hauptwasserventil wasserventil gasventil magnetventil hauptwasser*"
            " hauptwasserhahn haupthahn absperrhahn hauptabsperr* wasserabsperr* wasserzufuhr gaszufuhr hauptgas* eto"
            " e_öffner schlossfalle motorschloss gasabsperrung wasserabsperrung absperrung_wasser absperrung_gas"
            " wasser_absperrung gas_absperrung wasserabschaltung wasserstopp tür_öffnen tor_öffnen garage_öffnen",
            coverings="rollladen rolladen rolläden *rollladen *rolladen *rollläden *rollladens rollo rollos *rollo"
            " *rollos roll_laden jalousie* *jalousie *jalousien *jalousette raffstore* *raffstore *raffstores store"
            " stores außenstore vorhang *vorhang vorhänge *vorhänge gardine* *gardine *gardinen markise* *markise"
            " *markisen plissee* *plissee *plissees lamellen* sonnenschutz* *sonnenschutz sonnensegel beschattung*"
            " *beschattung verschattung* verdunkel* *verdunkelung sichtschutz* fensterladen fensterläden *fensterladen"
            " dachfensterrollo rollladenaktor zipscreen leinwand fliegengitter senkrechtmarkise",
            shutters="laden läden klappladen klappläden schiebeladen schlagladen rolltor_laden rollo rollos",
            lamps="licht *licht *lichter lichter lampe lampen *lampe *lampen leuchte leuchten *leuchte *leuchten"
            " beleuchtung *beleuchtung lichterkette strahler *strahler laterne *laterne birne glühbirne",
            others="kamera *kamera klingel *klingel glocke gong *gong heizung *heizung heizlüfter heizkörper* heizstab"
            " heizer heizmatte lüfter ventilator *ventilator gefrierschrank gefriertruhe *truhe kühlschrank*"
            " *kühlschrank ladestation ladegerät lautsprecher kompressor luftentfeuchter benachrichtigung* erinnerung*"
            " meldung meldungen *meldung hinweis hinweise sensor melder *melder erkennung *erkennung fernseher wecker"
            " *wecker uhr rasenmäher bewässerungspumpe pumpe *pumpe ansage ansagen staubsauger",
            furniture="kühlschrank* gefrierschrank* gefriertruhe* gefrierfach* schrank schränke! *schrank *schränke!"
            " *schranktür *schranktür! *schranktüre *schranktüren *schrankkontakt *schranksensor kommode *kommode"
            " schublade schubladen *schublade *schubladen anrichte vitrine vitrinen *truhe truhe backofen*"
            " backofentür ofentür ofenklappe herdklappe mikrowelle* waschmaschine* wäschetrockner* trockner"
            " *trocknertür spülmaschine* geschirrspüler* briefkasten* postkasten* *kasten kasten *kastentür"
            " medikamentenbox medizinbox hausapotheke mülleimer* mülltonne* abfalleimer* abfalltonne* biotonne"
            " papiertonne restmülltonne gelbe_tonne deckel *deckel klobrille wc_brille toilettenbrille bienenstock"
            " bienenkasten bienenbeute klavier* werkzeugkiste spielzeugkiste",
            appliances="wasserkocher* kaffeemaschine* kaffeevollautomat* kaffeeautomat* espressomaschine* kaffeemühle"
            " mixer standmixer küchenmaschine thermomix fritteuse heißluftfritteuse waffeleisen kochfeld kochplatte"
            " herdplatte dunstabzug* dunsthaube abzugshaube bügeleisen* haartrockner föhn fön glätteisen staubsauger*"
            " musikanlage stereoanlage rechner drucker spielkonsole nähmaschine heizdecke laufband weihnachtsbaum"
            " christbaum reiskocher eierkocher babykostwärmer",
            passages="haupt_tür neben bei beim hinter gegenüber nahe begehbar* schrankbett* schrankzimmer*"
            " schrankraum* schrankwandtür schlüssel* waffen* gewehr* paket* haustür* hauseingang* wohnungstür*"
            " eingangstür* kellertür* terrassentür* balkontür* garagentür* garagentor* hoftür* hoftor* gartentür*"
            " gartentor* kühlraum* kofferraum*",
            never="kindersicherung kinderschutz tastensperre bildschirmsperre türklingel* torlicht türkis türkise"
            " torsten thor turbo motor motoren monitor vorherrschend weckalarm alarm_wecker alarmwecker wasserschloss"
            " laden_aktiv sicherheitslicht sicherheitsbeleuchtung auto_laden akku_laden laden_start eauto_laden"
            " kühlschranktür spülmaschinentür mentor mentoren inventor inventoren *vertor weckeralarm *wertor"
            " wecker_alarm",
        ),
        "nl": Speech(
            doors="deur deuren voordeur achterdeur buitendeur tuindeur zijdeur keukendeur kelderdeur schuurdeur"
            " balkondeur terrasdeur staldeur loopdeur schuifdeur schuifdeuren tuindeuren voordeuren bergingsdeur luik"
            " kelderluik",
            gates="poort *poort poorten poortje *poortje poortmotor hek hekken *hek *hekje hekje slagboom *slagboom"
            " toegangshek kanteldeur sectionaaldeur garagedeur* roldeur roldeuren *poortdeur kantelpoort draaihek"
            " schuifhek",
            garages="garage garages parkeergarage garagerol*",
            guards="=slot *deurslot fietsslot slot_deur slot_voordeur grendel intercom deurtelefoon alarm alarmsysteem"
            " inbraak* beveiliging kluis *kluis brandkast klep *klep kraan *kraan afsluiter *afsluiter gaskraan gas"
            " sirene elektrisch_slot elektronisch_slot slim_slot slimslot elektroslot",
            openers="deuropener *opener poortopener ontgrendel* deurontgrendeling uitschakelen_alarm hoofdkraan"
            " hoofdklep hoofdafsluiter watertoevoer waterkraan gaskraan deurzoemer zoemer magneetklep deur_open"
            " poort_open poort_openen deur_openen waterafsluiter gasafsluiter elektrische_deuropener",
            coverings="gordijn gordijnen *gordijn *gordijnen rolgordijn* jaloezie* *jaloezie *jaloezieen zonwering*"
            " *zonwering zonnescherm* *zonnescherm screen screens markies markiezen lamel lamellen plisse*"
            " *plissegordijn vouwgordijn knikarmscherm uitvalscherm scherm *scherm schermen rolscherm duette",
            shutters="rolluik *rolluik rolluiken *rolluiken luiken shutters",
            lamps="licht *licht lichten lamp *lamp lampen *lampen verlichting *verlichting spotje spotjes lantaarn",
            others="camera *camera bel *bel verwarming *verwarming ventilator koelkast vriezer melding meldingen"
            " sensor detectie lader laadpaal wekker klok *wekker",
            furniture="koelkast* vriezer* vrieskast* vrieskist* diepvries* ijskast* kast kasten kastje kastjes *kast"
            " *kasten *kastje *kastjes kastdeur *kastdeur kledingkast* lade lades *lade *lades ladekast commode"
            " dressoir ovendeur oven_deur kookoven magnetron* wasmachine* droger wasdroger* droogtrommel vaatwasser*"
            " afwasmachine* vaatwasmachine* brievenbus* medicijnkast* medicijndoos vuilnisbak* prullenbak* afvalbak*"
            " kliko deksel *deksel wcbril wc_bril toiletbril bijenkast",
            appliances="waterkoker* broodrooster* koffiezetapparaat koffiemachine* koffiezetter espressomachine"
            " frituurpan kookplaat afzuigkap* strijkijzer* föhn haardroger stofzuiger* naaimachine rijstkoker"
            " kerstboom",
            passages="naast bij achter tegenover inloopkast* inloop* sleutel* wapen* pakket* pakketten voordeur*"
            " achterdeur* buitendeur* garagedeur* tuindeur* kelderdeur*",
            never="deurbel* deurmat kinderslot toetsblokkering wekalarm netwerkpoort usb_poort poort_poe",
        ),
        "af": Speech(
            doors="deur deure voordeur agterdeur",
            gates="hek hekke *hek motorhek slagboom garagedeur motorhuisdeur",
            garages="motorhuis",
            guards="=slot deurslot alarm kluis klep krag_klep",
            openers="oopmaker ontsluit hoofklep waterklep",
            coverings="blinding* gordyn gordyne *gordyn sonskerm luifel rolblinding",
            shutters="luike hortjies rolluik",
            lamps="lig ligte *lig lamp",
            others="kamera klok verwarmer waaier",
            furniture="yskas* vrieskas* klerekas* kombuiskas medisynekas laai laaie oond_deur wasmasjien*"
            " skottelgoedwasser* tuimeldroër mikrogolf* posbus vullisblik asblik deksel",
            appliances="ketel broodrooster koffiemasjien strykyster stofsuier",
            passages="langs agter naby instap* sleutel* voordeur* agterdeur*",
        ),
        "da": Speech(
            doors="dør døre døren *dør! *døren! *doer hoveddør yderdør bagdør fordør terrassedør altandør havedør"
            " kælderdør kaelderdor sidedør skydedør garagedør",
            gates="garageport* *garageport indkørselsport skydeport =port porten havelåge havelågen låge! laage bommen"
            " vejbom =bom =låge",
            garages="garage garagen",
            guards="lås! laas låse *lås! dørlås samtaleanlæg dørtelefon alarm *alarm tyverialarm indbrud* pengeskab"
            " sikring_alarm ventil *ventil gas sirene ellås el_lås lågelås",
            openers="døråbner portåbner *åbner *aabner lås_op frakobl* hovedhane stophane hovedventil vandventil"
            " vandhane gasventil vandafspærring elslutblik el_slutblik vandlukker åbn_dør åbn_port",
            coverings="gardin* *gardin *gardiner rullegardin* persienne* *persienne markise* *markise solskærm*"
            " solafskærmning* *afskærmning mørklægning* lamelgardin plissegardin",
            shutters="skodde skodder jalousi* rulleskodde*",
            lamps="lys *lys lampe *lampe lamper *lamper belysning *belysning",
            others="kamera *kamera klokke *klokke ringeklokke varme *varme blæser ventilator køleskab fryser sensor"
            " besked",
            furniture="køleskab* fryser* fryseren kummefryser* skab skabe skabet *skab *skabe *skabet skabsdør"
            " *skabsdør skabslåge *skabslåge klædeskab* skuffe skuffer skuffen *skuffe *skuffer kommode ovnlåge"
            " ovndør vaskemaskine* opvaskemaskine* tørretumbler* mikroovn* mikrobølgeovn* postkasse* brevkasse*"
            " skraldespand* affaldsspand* toiletlåg toiletbræt låg! *kasselåg medicinskab* bistade",
            appliances="elkedel* elkoger brødrister* kaffemaskine* espressomaskine kogeplade emhætte* strygejern*"
            " hårtørrer* støvsuger* symaskine juletræ",
            passages="ved bag walk_in nøgleskab* nøgle* våben* pakkeboks pakke* hoveddør* yderdør* bagdør*"
            " terrassedør* garageport*",
            never="dørklokke* dørmåtte børnelås vækkealarm outdoor",
        ),
        "nb": Speech(
            doors="dør dører døra døren *dør! *døra! hoveddør ytterdør bakdør inngangsdør terrassedør verandadør"
            " balkongdør kjellerdør boddør garasjedør skyvedør",
            gates="garasjeport* *garasjeport =port porten hageport innkjørselsport =grind grinda bommen veibom =bom",
            garages="garasje garasjen",
            guards="lås! laas låsen *lås! dørlås calling porttelefon dørtelefon alarm *alarm innbrudd* tyverialarm"
            " safe pengeskap ventil *ventil gass sirene ellås elektrisk_lås",
            openers="døråpner portåpner *åpner *aapner lås_opp koble_fra_alarm hovedkran stoppekran hovedstoppekran"
            " hovedventil vannventil magnetventil sluttstykke elektrisk_sluttstykke vannstopp vannstoppventil"
            " vannstopper åpne_dør åpne_port",
            coverings="gardin* *gardin *gardiner rullegardin* persienne* *persienne *persienner markise* *markise"
            " solskjerming* *skjerming screen plisse* liftgardin lamellgardin blendingsgardin*",
            shutters="sjalusi* skodde skodder utvendig_sjalusi",
            lamps="lys *lys lampe *lampe lamper belysning *belysning",
            others="kamera ringeklokke klokke varme *varme vifte kjøleskap fryser sensor varsel varsling",
            furniture="kjøleskap* fryser* fryseren fryseboks* fryseskap* skap skapet skapene *skap *skapet skapdør"
            " *skapdør skuff skuffer skuffen *skuff *skuffer kommode stekeovn* komfyr* vaskemaskin* oppvaskmaskin*"
            " tørketrommel* mikrobølgeovn* postkasse* søppelbøtte* søppeldunk* søppelspann lokk toalettlokk dolokk"
            " medisinskap* bikube",
            appliances="vannkoker* brødrister* kaffetrakter* kaffemaskin* espressomaskin kokeplate platetopp"
            " ventilatorhette kjøkkenvifte strykejern* hårføner* støvsuger* symaskin juletre",
            passages="ved landskap* selskap* nøkkelskap* nøkkel* våpen* pakkeboks pakke* hoveddør* ytterdør*"
            " inngangsdør* bakdør* terrassedør* garasjeport*",
            never="barnesikring vekkealarm dørmatte",
        ),
        "sv": Speech(
            doors="dörr dörrar dörren *dörr *dörren *dörrar ytterdörr entrédörr lucka",
            gates="garageport* *garageport =port porten =grind grinden infartsgrind infartsgrinden trädgårdsgrind"
            " sidogrind bommen vägbom =bom",
            garages="garage garaget",
            guards="lås! låset *lås! dörrlås kodlås porttelefon larm larmet *larm hemlarm inbrott* kassaskåp vapenskåp"
            " ventil *ventil gas siren sirener ellås elektriskt_lås skalskydd tagglås",
            openers="dörröppnare portöppnare *öppnare elslutblock lås_upp avlarm* larma_av huvudkran avstängningskran"
            " huvudventil vattenventil magnetventil huvudavstängning elslutbleck elektriskt_slutbleck"
            " vattenavstängning vattenavstängare öppna_dörr öppna_grind öppna_port",
            coverings="gardin* *gardin *gardiner rullgardin* persienn* *persienn *persienner markis* *markis *markiser"
            " solskydd* mörkläggning* plisse* lamellgardin",
            shutters="jalusi* rulljalusi* fönsterlucka fönsterluckor",
            lamps="ljus *ljus lampa lampan *lampa lampor *lampor belysning *belysning",
            others="kamera *kamera klocka ringklocka värme *värme fläkt *fläkt kylskåp frys sensor avisering"
            " väckarklocka",
            furniture="kylskåp* kyl kylen *kyl kyldörr frys frysen frysbox* frysskåp* *frys frysdörr skåp skåpet *skåp"
            " *skåpet skåpdörr skåpsdörr *skåpsdörr *skåpdörr skåplucka *skåplucka klädskåp* låda! lådan! byrålåda*"
            " kökslåda* byrå ugn ugnen ugnslucka ugnsdörr *ugn tvättmaskin* diskmaskin* torktumlare* torkskåp*"
            " mikrovågsugn* mikro brevlåda* postlåda* soptunna* sophink* papperskorg toalettlock toalettsits"
            " medicinskåp* bikupa",
            appliances="vattenkokare* brödrost* kaffebryggare* kaffemaskin* espressomaskin spis spisen spishäll"
            " spisfläkt köksfläkt strykjärn* hårtork* hårfön dammsugare* symaskin julgran",
            passages="vid bredvid bakom intill nyckelskåp* nyckel* vapenskåp* vapen* kassaskåp* paket* ytterdörr*"
            " entrédörr* altandörr* källardörr* garageport*",
            never="dörrklocka* barnlås väckningslarm dörrmatta",
        ),
        "is": Speech(
            doors="hurð hurðin *hurð útidyr útidyrahurð",
            gates="hlið hliðið bílskúrshurð",
            garages="bílskúr bílskúrinn",
            guards="lás! *lás! þjófavörn öryggiskerfi viðvörun öryggisskápur krani dyrasími sírena",
            openers="opnari *opnari aflæsa aðalkrani vatnsloki",
            coverings="gardína gardínur *gardínur rúllugardína rúllugardínur gluggatjöld markísa screen",
            shutters="hlerar",
            lamps="ljós *ljós lampi",
            others="myndavél dyrabjalla hitari vifta",
            furniture="ísskáp* kæliskáp* frystir frystis frysti frystikista skápur skápnum skápurinn *skápur skáphurð*"
            " fataskáp* skúffa skúffan skúffu kommóða bakaraofn* þvottavél* uppþvottavél* þurrkari örbylgjuofn*"
            " póstkassi ruslatunna ruslafata lyfjaskáp*",
            appliances="hraðsuðuketill ketill brauðrist* kaffivél* straujárn ryksuga hárblásari",
            passages="við hjá fataherbergi* byssuskáp* lyklaskáp* öryggisskáp* útidyr* útihurð*",
        ),
    }
)
