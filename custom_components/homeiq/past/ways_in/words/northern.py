"""Finnish, Estonian, Latvian, Lithuanian, Hungarian, Turkish, Azerbaijani, Albanian, Greek, Irish, Welsh."""

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
        ),
        "ga": Speech(
            doors="doras doirse",
            gates="geata geataí",
            garages="garáiste",
            guards="aláram comhla glas",
            coverings="dallóg dallóga cuirtín cuirtíní",
            lamps="solas soilse",
        ),
        "cy": Speech(
            doors="drws drysau",
            gates="giât gât gatiau",
            garages="garej modurdy",
            guards="clo cloeon larwm falf",
            coverings="llen llenni bleind bleindiau",
            lamps="golau goleuadau lamp",
        ),
    }
)
