"""Finnish, Estonian, Latvian, Lithuanian, Hungarian, Turkish, Azerbaijani, Albanian, Greek, Irish, Welsh."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .speech import Speech

NORTHERN: Mapping[str, Speech] = MappingProxyType(
    {
        "fi": Speech(
            doors="ovi ovet ulkoovi etuovi takaovi terassiovi parvekeovi kellarinovi liukuovi sivuovi varastonovi"
            " ulko_ovi etu_ovi taka_ovi luukku oven_lukitus alaovi alaoven rappukäytävän_ovi pihaovi ovea ovella"
            " autotallin_oven ovipumppu",
            gates="portti portin portit *portti puomi nosto_ovi nosto-ovi nostoovi autotallinovi autotallin_ovi"
            " autotallinovet tallinovi *portin",
            garages="autotalli autotallin talli autotallissa",
            guards="lukko lukot lukon *lukko salpa ovipuhelin hälytin hälytys hälytysjärjestelmä *hälytin murtohälytin"
            " kassakaappi asekaappi venttiili *venttiili kaasu sireeni lukitus oven_lukko ovilukko ovikoodi"
            " murtohälytys hälytykset lukitse kotihälytin",
            openers="ovenavaus oven_avaus portin_avaus avaaja *avaaja avaa_ovi avaa_portti sähkölukko avaa_lukko"
            " päävesihana pääventtiili vesiventtiili sulkuventtiili vedensulku ovisummeri ovenavauspainike oven_lukko"
            " oven_lukitus lukon_avaus portinavaus ovenavaaja vesisulku vedensulku_venttiili sähkövastarauta"
            " vesikatkaisin päävesi",
            coverings="verho verhot *verho *verhot kaihdin kaihtimet *kaihdin *kaihtimet rullaverho* markiisi*"
            " sälekaihdin sälekaihtimet screen_verho pimennysverho*",
            shutters="rullakaihdin ikkunaluukku ikkunaluukut",
            lamps="valo valot *valo *valot lamppu lamput *lamppu valaisin *valaisin valaistus *valaistus",
            others="kamera *kamera kello lämmitin lämmitys *lämmitys patteri tuuletin pakastin jääkaappi ilmoitus"
            " anturi herätys herätyskello lataus",
            furniture="jääkaappi* jääkaapin* pakastin* pakastimen pakastimet arkkupakastin* kaappi kaapin kaapit"
            " kaapissa *kaappi *kaapin *kaapinovi kaapinovi vaatekaappi* vaatekaapin* lipasto lipaston laatikosto"
            " laatikko laatikon vetolaatikko vetolaatikon uuni uunin uuninluukku *uuni *uunin mikro mikroaaltouuni*"
            " pesukone* pyykinpesukone* astianpesukone* tiskikone* kuivausrumpu* kuivuri postilaatikko* postilaatikon"
            " lääkekaappi* lääkekaapin* roskis roskakori* roska_astia roskalaatikko wc_kansi pöntön_kansi wc_istuin"
            " kannen mehiläispesä",
            appliances="vedenkeitin* kahvinkeitin* kahvikone* leivänpaahdin* tehosekoitin keittotaso liesi lieden"
            " liesituuletin silitysrauta* hiustenkuivaaja* imuri* pölynimuri* televisio* tietokone* tulostin"
            " ompelukone joulukuusi",
            passages="vieressä tuulikaappi* tuulikaapin* takana luona lähellä avainkaappi* asekaappi* kassakaappi*"
            " aseet avaimet paketti* kylmähuone* kylmiö vaatehuone* ulko_ovi ulkoovi ulko_oven etuovi takaovi"
            " autotallin_ovi parvekeovi terassiovi portti",
            never="ovikello* raportti *raportti lapsilukko ovimatto herätyshälytys sportti lukkonäyttö",
        ),
        "et": Speech(
            doors="uks uksed ukse *uks *uksed luuk",
            gates="värav väravad *värav garaažiuks tõkkepuu",
            garages="garaaž garaaži",
            guards="lukk *lukk riiv fonolukk alarm häire häirekell valvesüsteem seif ventiil kraan klapp gaas sireen"
            " signalisatsioon elektrilukk",
            openers="ukseavaja avaja *avaja ava_uks ava_värav peakraan veekraan peaventiil elektriline_lukk veeklapp",
            coverings="kardin kardinad *kardin *kardinad ruloo* ribakardin* markiis* rulookardin varikatus",
            shutters="luugid aknaluugid rulluksed_aken",
            lamps="valgus tuli tuled lamp lambid *lamp valgusti *valgusti valgustus",
            others="kaamera kell küte radiaator ventilaator sügavkülmik külmkapp teavitus andur äratus",
            furniture="külmkapp* külmkapi* külmik külmiku* sügavkülmik* sügavkülmkapp kapp kapid kapiuks *kapiuks"
            " riidekapp* riidekapi* sahtel sahtli sahtlid kummut praeahi praeahju* mikrolaineahi* mikrolaineahju*"
            " pesumasin* nõudepesumasin* kuivati kuivatusmasin postkast* prügikast* prügikorv* prügiämber ravimikapp*"
            " wc_kaas mesitaru",
            appliances="veekeetja* röster* kohvimasin* espressomasin pliit pliidi õhupuhasti triikraud föön"
            " tolmuimeja* televiisor* arvuti* printer jõulukuusk",
            passages="kõrval juures taga relvakapp* relvakapi* võtmekapp* võtmekapi* seif* garderoob külmkamber"
            " välisuks* esiuks* tagauks* garaažiuks* rõduuks*",
            never="uksekell* lapselukk",
        ),
        "lv": Speech(
            doors="durvis durvju durvīm ārdurvis",
            gates="vārti vārtu vārtiņi barjera garāžas_durvis garāžas_vārti",
            garages="garāža garāžas garāžā",
            guards="slēdzene slēdzenes atslēga domofons signalizācija trauksme seifs vārsts vārsti ventilis krāns gāze"
            " sirēna elektriskā_slēdzene apsardze",
            openers="atvērt_durvis atvērt_vārtus atvērējs *atvērējs atslēgt atbloķēt galvenais_krāns ūdens_vārsts"
            " atvērt_garāžu",
            coverings="žalūzija žalūzijas aizkars aizkari rullo markīze markīzes",
            shutters="slēģi",
            lamps="gaisma gaismas lampa lampas apgaismojums",
            others="kamera zvans apkure radiators ventilators saldētava ledusskapis paziņojums sensors modinātājs",
            furniture="ledusskapis ledusskapja ledusskapi ledusskapī saldētava saldētavas skapis skapja skapī skapji"
            " skapītis skapīša drēbju_skapis atvilktne atvilktnes atvilktni kumode cepeškrāsns krāsns veļas_mašīna"
            " veļas_mazgājamā_mašīna veļasmašīna trauku_mašīna trauku_mazgājamā_mašīna veļas_žāvētājs"
            " mikroviļņu_krāsns mikroviļņu pastkaste pastkastes pastkastīte atkritumu_tvertne atkritumu_spainis"
            " miskaste miskastes aptieciņa poda_vāks",
            appliances="tējkanna tosteris kafijas_automāts kafijas_aparāts blenderis plīts tvaika_nosūcējs gludeklis"
            " fēns putekļsūcējs* televizors dators printeris eglīte",
            passages="blakus pie aiz ieroču atslēgu_skapis seifs aukstumkamera ārdurvis ieejas_durvis garāžas_durvis"
            " balkona_durvis",
        ),
        "lt": Speech(
            doors="durys durų duris lauko_durys",
            gates="vartai vartų vartus varteliai vartelių užtvaras garažo_vartai garažo_durys",
            garages="garažas garažo garaže",
            guards="spyna spynos spyną skląstis domofonas telefonspynė signalizacija seifas vožtuvas vožtuvai sklendė"
            " čiaupas dujos sirena užraktas užrakto užraktai elektrinis_užraktas",
            openers="atidaryti_duris atidaryti_vartus durų_atidarymas vartų_atidarymas atrakinti atrakin*"
            " pagrindinis_čiaupas vandens_vožtuvas elektromagnetas atidaryti_garažą",
            coverings="žaliuzės užuolaida užuolaidos roletas roletai markizė markizės",
            shutters="langinės",
            lamps="šviesa šviesos lempa lempos apšvietimas šviestuvas",
            others="kamera skambutis šildymas radiatorius ventiliatorius šaldiklis šaldytuvas pranešimas jutiklis"
            " žadintuvas",
            furniture="šaldytuvas šaldytuvo šaldytuve šaldiklis šaldiklio spinta spintos spintoje spintelė spintelės"
            " spintelėje stalčius stalčiaus stalčiai komoda orkaitė orkaitės skalbyklė skalbyklės skalbimo_mašina"
            " indaplovė indaplovės džiovyklė džiovyklės mikrobangų mikrobangų_krosnelė pašto_dėžutė pašto_dėžutės"
            " šiukšliadėžė šiukšlių_dėžė vaistinėlė unitazo_dangtis avilys",
            appliances="virdulys skrudintuvas kavos_aparatas kavos_virimo_aparatas viryklė kaitlentė gartraukis"
            " lygintuvas fenas siurblys televizorius kompiuteris spausdintuvas eglutė",
            passages="šalia prie už_šaldytuvo ginklų raktų_spintelė raktų seifas lauko_durys įėjimo_durys garažo_durys"
            " balkono_durys",
        ),
        "hu": Speech(
            doors="ajtó ajtók ajtaja *ajtó *ajtók pince_ajtó csapóajtó ajtót ajtóhoz bejárati_ajtó",
            gates="kapu kapuk kapuja *kapu nagykapu kiskapu sorompó garázskapu* garázsajtó* kaput kapuhoz kapumotor*"
            " tolókapu úszókapu szekcionált",
            garages="garázs garázsban garázst",
            guards="zár zárak *zár! ajtózár retesz lakat kaputelefon kaputelefonok riasztó riasztás *riasztó élesítés"
            " élesítve széf páncélszekrény szelep *szelep csap gázcsap gáz sziréna szirénák vízcsap zárszerkezet"
            " lakat_zár riaszt élesít élesít* elektromos_zár okoszár",
            openers="ajtónyitó kapunyitó *nyitó kapunyitás ajtónyitás kapu_nyitás ajtó_nyitás mágneszár nyit_kapu"
            " hatástalanít* kiold* főcsap fő_csap főelzáró vízelzáró elzáró *elzáró főszelep vízszelep főzár zárnyit*"
            " garázsnyitás víz_elzárás gáz_elzárás beenged",
            coverings="függöny függönyök *függöny reluxa reluxák *reluxa roló rolók *roló napellenző* *napellenző"
            " árnyékoló* *árnyékoló pliszé* zsaluzia* zsalúzia* sötétítő*",
            shutters="redőny redőnyök *redőny zsalugáter* spaletta",
            lamps="lámpa lámpák *lámpa *lámpák fény fények világítás *világítás égő csillár",
            others="kamera *kamera csengő *csengő fűtés fűtőtest radiátor ventilátor *ventilátor fagyasztó hűtő"
            " értesítés érzékelő szenzor ébresztő óra szivattyú",
            furniture="hűtő hűtőajtó hűtőajtaja hűtőszekrény* hűtőláda hűtőgép* fagyasztó fagyasztóajtó fagyasztóláda"
            " fagyasztószekrény* mélyhűtő* szekrény szekrények szekrényajtó* *szekrény *szekrényajtó gardróbszekrény"
            " fiók fiókok fiókja komód sütő sütőajtó sütőajtaja mikró mikrohullámú* mosógép* mosogatógép* szárítógép*"
            " postaláda* levélszekrény* levélláda szemetes szemetesláda kuka wc_tető wc_ülőke gyógyszeres_doboz"
            " méhkaptár vitrin tálaló",
            appliances="vízforraló* kenyérpirító* kávéfőző* kávégép* turmixgép főzőlap tűzhely páraelszívó*"
            " szagelszívó* vasaló* hajszárító* porszívó* tévé televízió* számítógép* nyomtató varrógép karácsonyfa",
            passages="mellett mögött közelében kulcsszekrény* kulcs* fegyver* páncélszekrény* csomag* gardróbszoba*"
            " szekrényszoba* hűtőkamra* bejárati_ajtó előajtó garázsajtó* garázskapu* teraszajtó* erkélyajtó*"
            " pinceajtó*",
            never="gyerekzár kapucsengő* ajtócsengő* bazár szárazzár gyerek_zár",
        ),
        "tr": Speech(
            doors="kapı kapısı kapıyı kapılar kapi kapıyı_aç",
            gates="bahçe_kapısı garaj_kapısı bariyer bariyeri giriş_kapısı otopark_kapısı sürgülü_kapı",
            garages="garaj garajı otopark",
            guards="kilit kilidi kapı_kilidi sürgü diafon diyafon interkom alarm alarmı hırsız güvenlik çelik_kasa"
            " para_kasası vana vanası vanalar valf gaz siren sireni alarm_kur güvenlik_modu elektrikli_kilit"
            " otomatik_kilit",
            openers="kapı_açıcı kapı_aç kapı_otomatiği kilit_aç açıcı kapı_otomatı su_vanası ana_vana gaz_vanası"
            " selenoid kapıyı_aç garajı_aç vana_su vana_gaz selenoid_vana doğalgaz_vanası",
            coverings="perde perdesi perdeler jaluzi tente güneşlik stor_perde stor tül tülü",
            shutters="panjur panjuru panjurlar kepenk kepengi",
            lamps="ışık ışığı ışıklar lamba lambası lambalar aydınlatma avize ampul",
            others="kamera kamerası zil zili ısıtıcı ısıtma kalorifer vantilatör fan dondurucu buzdolabı bildirim"
            " sensör",
            furniture="buzdolabı buzdolabının buzluk dondurucu dondurucusu derin_dondurucu dolap dolabı dolabının"
            " dolaplar dolap_kapağı elbise_dolabı gardırop gardırobu çekmece çekmecesi çekmeceler şifonyer komodin"
            " konsol büfe fırın fırını fırının mikrodalga mikrodalga_fırın çamaşır_makinesi çamaşır_makinası"
            " bulaşık_makinesi bulaşık_makinası kurutma_makinesi posta_kutusu ilaç_kutusu ilaç_dolabı ecza_dolabı"
            " çöp_kutusu çöp_kovası klozet_kapağı tuvalet_kapağı arı_kovanı",
            appliances="su_ısıtıcısı su_ısıtıcı kettle ekmek_kızartma ekmek_kızartma_makinesi tost_makinesi"
            " kahve_makinesi çay_makinesi semaver mikser ocak davlumbaz aspiratör ütü ütüsü saç_kurutma"
            " elektrikli_süpürge süpürge televizyon bilgisayar yazıcı dikiş_makinesi",
            passages="yanı yanında yanındaki arkasında arkasındaki silah çelik_dolap anahtar_dolabı anahtarlık kargo"
            " soğuk_oda giyinme_odası dış_kapı giriş_kapısı garaj_kapısı balkon_kapısı arka_kapı ön_kapı",
            never="kapı_zili çocuk_kilidi alarm_saati",
        ),
        "az": Speech(
            doors="qapı qapısı",
            gates="darvaza darvazası şlaqbaum",
            garages="qaraj",
            guards="kilid kilidi domofon siqnalizasiya seyf klapan kran",
            openers="qapı_aç su_kranı",
            coverings="pərdə pərdələr jalüz",
            shutters="panjur",
            lamps="işıq lampa",
            others="kamera zəng",
            furniture="soyuducu soyuducunun dondurucu şkaf şkafı dolab dolabı siyirtmə siyirmə mikrodalğalı_soba"
            " paltaryuyan qabyuyan poçt_qutusu zibil_qutusu",
            appliances="çaydan toster qəhvə_aparatı ütü tozsoran televizor kompüter",
            passages="yanında arxasında açar silah giriş_qapısı",
        ),
        "sq": Speech(
            doors="derë dera dyert dyer",
            gates="porta portë kancelo barriera portoni",
            garages="garazh garazhi",
            guards="bravë brava kyç citofoni alarm alarmi kasafortë valvul valvula",
            openers="hap_derën hap_portën zhbllok* valvula_kryesore",
            coverings="perde perdet tenda grila grilat roleta",
            shutters="qepena",
            lamps="drita dritat llamba llambë",
            others="kamera zile ngrohje",
            furniture="frigorifer frigoriferi frigoriferit ngrirës ngrirësi dollap dollapi dollapit raft sirtar"
            " sirtari sirtarë furrë furra lavatriçe lavatriçja lavastovilje tharëse_rrobash mikrovalë kuti_postare"
            " kutia_postare kosh_plehrash koshi_i_plehrave",
            appliances="çajnik thekëse makinë_kafeje hekur fshesë_elektrike televizor kompjuter",
            passages="pranë prapa çelësa armë derë_kryesore dera_e_hyrjes dera_kryesore",
        ),
        "el": Speech(
            doors="πόρτα πόρτας πόρτες εξώπορτα εξώπορτας θύρα μπαλκονόπορτα καταπακτή πορτάκι πορτάκια",
            gates="πύλη πύλης καγκελόπορτα αυλόπορτα γκαραζόπορτα γκαραζόπορτας μπάρα κάγκελο συρόμενη καγκελόπορτας"
            " μπάρες ρολό_γκαράζ",
            garages="γκαράζ γκαραζ",
            guards="κλειδαριά κλειδαριάς λουκέτο σύρτης θυροτηλέφωνο θυροτηλεόραση συναγερμός συναγερμού όπλιση"
            " χρηματοκιβώτιο βαλβίδα ηλεκτροβάνα βάνα βρύση αέριο σειρήνα κλειδαριές συναγερμοί synagermos"
            " ηλεκτρομαγνήτης",
            openers="άνοιγμα_πόρτας άνοιξε_πόρτα μπουτόν_πόρτας ξεκλείδωμα ξεκλείδω* αφόπλιση κεντρική_βάνα βάνα_νερού"
            " παροχή_νερού κυπρί ηλεκτρικό_κυπρί ανοιγμα_γκαραζ κυπρι_πορτας",
            coverings="κουρτίνα κουρτίνες τέντα τέντες στόρι στόρια περσίδα περσίδες ρόλερ σκίαστρο σκίαση",
            shutters="ρολό ρολά ρολλά παντζούρι παντζούρια πατζούρι πατζούρια",
            lamps="φως φώτα λάμπα λάμπες φωτισμός φωτιστικό προβολέας σποτ",
            others="κάμερα κουδούνι θέρμανση καλοριφέρ ανεμιστήρας καταψύκτης ψυγείο ειδοποίηση αισθητήρας ξυπνητήρι",
            furniture="ψυγείο ψυγείου ψυγεία καταψύκτης καταψύκτη ντουλάπα ντουλάπας ντουλάπες ντουλάπι ντουλαπιού"
            " ντουλάπια συρτάρι συρταριού συρτάρια συρταριέρα κομοδίνο μπουφές φούρνος φούρνου φούρνο μικροκυμάτων"
            " πλυντήριο πλυντηρίου πλυντήριο_πιάτων στεγνωτήριο στεγνωτηρίου γραμματοκιβώτιο γραμματοκιβωτίου"
            " φαρμακείο_σπιτιού κουτί_φαρμάκων κάδος κάδος_απορριμμάτων κάδου σκουπιδοτενεκές καπάκι καπάκι_λεκάνης"
            " κυψέλη",
            appliances="βραστήρας βραστήρα τοστιέρα φρυγανιέρα καφετιέρα μίξερ μπλέντερ εστίες κουζίνα_εστία"
            " απορροφητήρας σίδερο πιστολάκι σκούπα ηλεκτρική_σκούπα τηλεόραση υπολογιστής εκτυπωτής"
            " χριστουγεννιάτικο_δέντρο",
            passages="δίπλα κοντά πίσω κλειδιών όπλων οπλοκιβώτιο ψυκτικός_θάλαμος εξώπορτα πόρτα_εισόδου"
            " κεντρική_πόρτα γκαραζόπορτα μπαλκονόπορτα",
        ),
        "ga": Speech(
            doors="doras doirse",
            gates="geata geataí",
            garages="garáiste",
            guards="aláram comhla glas",
            coverings="dallóg dallóga cuirtín cuirtíní",
            lamps="solas soilse",
            furniture="cuisneoir reoiteoir cófra cófraí vardrús tarraiceán oigheann meaisín_níocháin miasniteoir"
            " triomadóir bosca_litreacha bosca_bruscair",
            appliances="citeal tóstaer iarann folúsghlantóir teilifís",
            passages="in_aice taobh_thiar doras_tosaigh doras_cúil",
        ),
        "cy": Speech(
            doors="drws drysau",
            gates="giât gât gatiau",
            garages="garej modurdy",
            guards="clo cloeon larwm falf",
            coverings="llen llenni bleind bleindiau",
            lamps="golau goleuadau lamp",
            furniture="oergell rhewgell cwpwrdd cypyrddau wardrob drôr drôrs ffwrn_drws drws_ffwrn drws_popty"
            " peiriant_golchi peiriant_golchi_llestri peiriant_sychu blwch_post blwch_llythyrau bin_sbwriel",
            appliances="tegell tostiwr haearn teledu",
            passages="wrth_ymyl gerllaw drws_ffrynt drws_cefn",
        ),
    }
)
