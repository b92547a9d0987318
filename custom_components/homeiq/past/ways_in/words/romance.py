"""French, Italian, Spanish, Catalan, Galician, Portuguese, Romanian."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .speech import Speech

ROMANCE: Mapping[str, Speech] = MappingProxyType(
    {
        "fr": Speech(
            doors="porte portes porte_d_entree trappe",
            gates="portail portails portillon portillons barrière barrières grille portique portail_coulissant"
            " porte_garage porte_de_garage porte_sectionnelle porte_basculante borne_escamotable portail_voiture"
            " portail_pieton",
            garages="garage garages",
            guards="serrure serrures verrou verrous cadenas loquet interphone visiophone parlophone vidéophone alarme"
            " alarmes armé! armement intrusion coffre_fort coffrefort coffre vanne vannes électrovanne* clapet gaz"
            " digicode centrale_alarme sirène sirènes mise_en_alarme serrure_connectee",
            openers="ouvre_porte ouvre_portail ouvre_garage gâche gâches gache_electrique ouvreporte ouverture_porte"
            " ouverture_portail ouverture_garage commande_portail déverrouill* désarm* vanne_generale vanne_d_eau"
            " vanne_eau vanne_gaz vanne_principale arrivee_d_eau arrivee_eau arrivee_generale arrivee_de_gaz"
            " coupure_eau robinet_general ventouse_porte ventouse ventouses ouvrir_porte ouvrir_portail ouvrir_garage"
            " coupure_d_eau coupure_gaz coupe_eau arret_d_eau electro_aimant",
            coverings="store stores rideau rideaux voilage voilages voile persienne* jalousie* vénitien* brise_soleil"
            " brise_soleils bso pare_soleil banne marquise parasol screen pergola occultant* occultation plissé* velum",
            shutters="volet volets volet_roulant volets_roulants rideau_metallique rideau rideaux store_metallique",
            lamps="lumière lumières lampe lampes éclairage* spot spots ampoule ampoules plafonnier applique luminaire*"
            " lanterne lustre projecteur guirlande veilleuse",
            others="caméra caméras sonnette sonnettes carillon chauffage radiateur* ventilateur ventilation"
            " congélateur frigo réfrigérateur chargeur borne_de_recharge recharge notification* rappel détection"
            " capteur horloge réveil télé sèche_serviettes compresseur pompe",
            furniture="frigo frigos réfrigérateur réfrigérateurs frigidaire congélateur congélateurs congelo armoire"
            " armoires placard placards penderie meuble meubles commode buffet bahut vaisselier vitrine tiroir"
            " tiroirs porte_du_four porte_four four_porte four_cuisine four_encastrable micro_ondes micro_onde"
            " lave_linge machine_a_laver lave_vaisselle sèche_linge seche_linge boite_aux_lettres boite_a_lettres"
            " boite_lettres boite_a_medicaments boite_medicaments poubelle poubelles couvercle couvercles abattant"
            " lunette_wc lunette_des_toilettes ruche ruches niche coffre_a_jouets",
            appliances="bouilloire* cafetière* grille_pain machine_a_cafe machine_café expresso mixeur robot_cuisine"
            " friteuse gaufrier plaque_de_cuisson plaque_cuisson plaques_cuisson table_de_cuisson hotte"
            " fer_a_repasser seche_cheveux lisseur aspirateur* téléviseur ordinateur imprimante chaine_hifi hifi"
            " machine_a_coudre sapin couverture_chauffante",
            passages="pres_de pres_du a_cote a_cote_du a_cote_de derriere face_au porte_cabinet porte_du_cabinet"
            " entree_cabinet cabinet_medical cabinet_dentaire cabinet_de_toilette cabinet_de_consultation"
            " chambre_froide clef clefs clé! clés! armes fusil fusils colis armoire_forte porte_d_entree porte_entree"
            " porte_garage porte_de_garage porte_du_garage portail portillon",
            never="porte_serviette porte_serviettes porte_manteau porte_manteaux porte_bagage porte_document"
            " porte_documents verrouillage_enfant securite_enfant réveil_alarme alarme_reveil coffre_voiture"
            " coffre_a_jouets alarme_réveil grille_pain",
        ),
        "it": Speech(
            doors="porta porte portoncino portafinestra porta_finestra portone_ingresso botola uscio",
            gates="cancello cancelli cancelletto cancellino portone portoni basculante basculanti sbarra sbarre"
            " sezionale porta_garage saracinesca garage_porta portone_garage serranda_garage dissuasore carraio"
            " carrabile =pedonale passo_carraio passo_carrabile sbarra_parcheggio",
            garages="garage rimessa autorimessa box_auto",
            guards="serratura serrature lucchetto catenaccio citofono videocitofono allarme allarmi inserito antifurto"
            " antintrusione intrusione cassaforte valvola valvole elettrovalvola elettrovalvole gas centralina_allarme"
            " sirena sirene elettropistone",
            openers="apriporta apri_porta apricancello apri_cancello apri_garage apri_portone apertura_porta"
            " apertura_cancello apertura_portone elettroserratura incontro_elettrico sblocca* sblocco disinserisci"
            " disinserimento disarm* valvola_generale valvola_acqua valvola_gas acqua_generale rubinetto rubinetti"
            " saracinesca_acqua tiro_portone elettromagnete apri_basculante apertura_garage tiro_cancello"
            " chiusura_acqua chiusura_gas valvola_principale acqua_principale",
            coverings="tapparella tapparelle tenda tende tendina tendine veneziana* persiana persiane tenda_da_sole"
            " oscurante oscuranti scuro scuri frangisole pergola plissettata zanzariera tendaggio tendone avvolgibile"
            " avvolgibili",
            shutters="serranda serrande tapparella tapparelle avvolgibile avvolgibili",
            lamps="luce luci lampada lampade lampadario illuminazione faretto faretti faro fari lampadina lanterna"
            " plafoniera applique",
            others="telecamera telecamere videocamera campanello riscaldamento termosifone* stufa ventilatore ventola"
            " congelatore frigo frigorifero caricatore ricarica notifica notifiche promemoria sensore rilevamento"
            " sveglia orologio scaldasalviette pompa",
            furniture="frigo frigorifero frigoriferi congelatore congelatori armadio armadi armadietto armadietti"
            " armadio_guardaroba cassetto cassetti cassettiera credenza madia comò comodino mobile_bagno mobiletto"
            " pensile forno forni lavatrice lavatrici lavastoviglie asciugatrice asciugatrici microonde"
            " cassetta_postale cassetta_della_posta cassetta_delle_lettere cassetta_lettere buca_delle_lettere"
            " cassetta_medicinali pattumiera pattumiere bidone bidoni cestino cestini coperchio copriwater"
            " tavoletta_wc alveare arnia pianoforte",
            appliances="bollitore* tostapane macchina_caffe macchina_del_caffe caffettiera frullatore friggitrice"
            " piastra_cottura piano_cottura cappa ferro_da_stiro asciugacapelli phon aspirapolvere televisore"
            " televisione stampante stereo macchina_da_cucire albero_di_natale",
            passages="vicino accanto dietro presso cabina_armadio cabine_armadio cella_frigo cella_frigorifera chiavi"
            " fucili armi pacchi armadio_blindato porta_ingresso porta_d_ingresso porta_di_ingresso porta_garage"
            " porta_blindata portone cancello",
            never="blocco_bambini portatile porta_tv porta_usb sveglia_allarme",
        ),
        "es": Speech(
            doors="puerta puertas trampilla puerta_calle",
            gates="portón portones cancela cancelas verja verjas reja rejas barrera barreras portillo tranquera"
            " puerta_garaje puerta_de_garaje puerta_cochera puerta_seccional basculante bolardo zaguán"
            " cortina_metalica persiana_metalica portero_electrico",
            garages="garaje garajes cochera cocheras garage parqueadero",
            guards="cerradura cerraduras cerrojo candado pestillo portero telefonillo interfono videoportero alarma"
            " alarmas armada armado intrusión antirrobo seguridad caja_fuerte cajafuerte válvula válvulas"
            " electroválvula* gas llave_de_paso sirena sirenas chapa_eléctrica chapa_magnética =chapa"
            " cerradura_electrica",
            openers="abrepuertas abre_puerta abrir_puerta abrir_porton abrir_garaje abrir_portal portero_automatico"
            " abridor apertura_puerta abrepuerta cerradero* desbloque* desarm* valvula_principal valvula_general"
            " valvula_de_agua valvula_agua valvula_de_gas valvula_gas llave_general llave_de_agua agua_general"
            " corte_de_agua llave_del_gas electroimán electroiman_puerta abrir_reja abrir_zaguan abrir_cancela"
            " abrir_verja corte_gas corte_agua llave_agua llave_gas",
            coverings="persiana persianas cortina cortinas estor estores toldo toldos veneciana* visillo visillos"
            " celosía mallorquina enrollable pergola pérgola parasol screen roller black_out blackout",
            shutters="contraventana* postigo postigos cierre_metalico persiana persianas enrollable roller"
            " screen_garaje",
            lamps="luz luces lámpara lámparas iluminación foco focos farol faroles bombilla* bombillo plafón aplique"
            " velador",
            others="cámara cámaras timbre timbres calefacción calefactor radiador* ventilador congelador nevera"
            " frigorífico heladera cargador recharge notificación* aviso avisos recordatorio sensor detección"
            " despertador reloj bomba aire",
            furniture="nevera neveras frigorífico frigoríficos refrigerador refrigeradora refri heladera congelador"
            " congeladores freezer armario armarios ropero roperos alacena alacenas cajón cajones cajonera cómoda"
            " vitrina gabinete_cocina gabinete_bano horno hornos lavadora lavadoras lavarropas lavavajillas"
            " lavaplatos secadora secarropas microondas buzón buzones botiquín botiquines pastillero basurero"
            " papelera cubo_de_basura cubo_basura bote_de_basura tapa_wc tapa_inodoro tapa_del_inodoro tapa_vater"
            " colmena colmenas",
            appliances="hervidor tostador tostadora cafetera cafeteras batidora licuadora freidora placa_de_cocina"
            " vitroceramica campana campana_extractora plancha secador secador_de_pelo aspiradora televisor"
            " televisión ordenador computadora impresora equipo_de_sonido maquina_de_coser arbol_de_navidad",
            passages="junto_al junto_a al_lado detras cerca frente_al cajon_de_estacionamiento cajon_estacionamiento"
            " cajon_garaje cuarto_frio camara_frigorifica llaves armas paquetes armario_blindado puerta_principal"
            " puerta_de_entrada puerta_entrada puerta_garaje puerta_de_garaje puerta_trasera puerta_calle",
            never="bloqueo_infantil bloqueo_niños alarma_despertador despertador_alarma puerto",
        ),
        "ca": Speech(
            doors="porta portes",
            gates="portal reixa reixes barrera barreres tanca",
            garages="garatge garatges cotxera",
            guards="pany panys forrellat intèrfon videoporter porter_automàtic alarma alarmes caixa_forta vàlvula"
            " vàlvules sirena",
            openers="obreportes obre_porta obrir_porta desbloque* desarm* clau_de_pas aixeta_general vàlvula_general",
            coverings="persiana persianes cortina cortines estor estors tendal tendals veneciana*",
            shutters="porticó porticons persiana persianes",
            lamps="llum llums làmpada il·luminació bombeta",
            others="càmera timbre calefacció ventilador congelador nevera",
            furniture="nevera frigorífic congelador armari armaris calaix calaixos calaixera forn rentadora rentaplats"
            " assecadora microones bústia escombraries paperera farmaciola rusc",
            appliances="bullidor torradora cafetera campana planxa aspiradora",
            passages="al_costat darrere prop_de claus armes porta_principal porta_entrada porta_d_entrada",
        ),
        "gl": Speech(
            doors="porta portas",
            gates="portal cancela barreira portalón",
            garages="garaxe",
            guards="pechadura alarma caixa_forte válvula",
            openers="abreportas abrir_porta desbloque* desarm* chave_de_paso",
            coverings="persiana persianas cortina cortinas estor toldo",
            shutters="contra contras persiana persianas",
            lamps="luz luces lámpada",
            others="cámara timbre calefacción",
            furniture="neveira frigorífico conxelador armario armarios caixón caixóns forno lavadora lavalouza"
            " lavapratos secadora microondas caixa_do_correo caixa_de_correo",
            appliances="torradora cafeteira aspiradora",
            passages="xunto_a detras preto chaves porta_principal porta_de_entrada",
        ),
        "pt": Speech(
            doors="porta portas alçapão",
            gates="portão portões portao portoes cancela cancelas portinhola barreira portaria porta_garagem"
            " porta_da_garagem portão_garagem porta_seccionada porta_de_enrolar porta_de_aco porta_enrolar"
            " portao_eletronico",
            garages="garagem garagens garage",
            guards="fechadura fechaduras trinco cadeado ferrolho interfone intercomunicador porteiro videoporteiro"
            " alarme alarmes armado intrusão segurança cofre válvula válvulas eletroválvula* registro_geral gás sirene"
            " sirenes trava_elétrica trava_da_porta trava_porta trava_portão fecho_magnético fecho_elétrico"
            " fecho_porta",
            openers="abre_porta abre_portao abridor abrir_porta abrir_portao abrir_garagem porteiro_eletronico testa"
            " fecho_eletrico destranc* desbloque* desarm* valvula_principal valvula_de_agua valvula_agua valvula_geral"
            " agua_geral registro_de_agua valvula_de_gas torneira_de_seguranca eletroímã eletroíman eletroimã"
            " electroíman botoeira_portao abrir_fechadura torneira_principal torneira_geral corte_de_agua corte_agua"
            " corte_gas válvula_solenoide acionar_portao armar_alarme",
            coverings="persiana persianas cortina cortinas estore estores toldo toldos blackout rolo brise tela"
            " cortinado cortinados veneziana*",
            shutters="portada portadas postigo janela_rolante persiana persianas",
            lamps="luz luzes lâmpada lâmpadas iluminação candeeiro* lustre holofote* luminária* abajur foco focos",
            others="câmera câmeras câmara campainha* aquecedor aquecimento ventilador ventoinha congelador frigorífico"
            " geladeira freezer carregador notificação* aviso lembrete sensor despertador relógio bomba",
            furniture="geladeira geladeiras frigorífico frigoríficos frigobar freezer congelador congeladores"
            " arca_congeladora arca_frigorifica armário armários guarda_roupa guarda_roupas roupeiro roupeiros gaveta"
            " gavetas cómoda cômoda gaveteiro forno fornos máquina_de_lavar maquina_lavar lava_louça lava_louças"
            " lava_roupa lava_roupas lavadora secadora microondas micro_ondas caixa_de_correio caixa_do_correio"
            " caixa_de_remedios lixeira lixeiras caixote_do_lixo balde_do_lixo tampa_sanita tampa_da_sanita"
            " tampa_do_vaso tampa_vaso colmeia",
            appliances="chaleira torradeira cafeteira liquidificador batedeira fritadeira cooktop coifa exaustor"
            " ferro_de_engomar ferro_de_passar secador_de_cabelo aspirador televisão televisor computador impressora"
            " arvore_de_natal",
            passages="junto_ao junto_a ao_lado atras perto em_frente camara_fria chaves armas encomendas"
            " porta_principal porta_de_entrada porta_da_entrada porta_garagem porta_da_garagem porta_da_rua",
            never="bloqueio_infantil trava_criança alarme_despertador porta_usb porta_retrato porta_toalha"
            " porta_toalhas",
        ),
        "ro": Speech(
            doors="ușă! ușa! uși! uşă! uşa! =usa usa_intrare usa_de_intrare usa_garaj usa_garajului usa_casa"
            " usa_balcon usa_terasa usa_spate usa_fata usa_principala usa_bloc usa_scara usi_garaj usa_de_la_intrare"
            " usa_din_fata usa_din_spate usa_metalica usa_metal usa_apartament usa_principal usa_curte",
            gates="poartă poarta porți porti poarta_garaj barieră bariera portiță usa_de_garaj",
            garages="garaj garajul garajului",
            guards="yală yala încuietoare zăvor lacăt interfon videointerfon alarmă alarma armat antiefracție seif"
            " seiful valvă electrovalvă electrovalva robinet gaz sirenă încuietoare_electrica yala_electrica",
            openers="deschide_usa deschide_poarta deschidere_usa deschidere_poarta deblocare dezarm* robinet_principal"
            " apa_principala robinet_apa robinet_gaz electromagnet_usa electromagnet deschide_garaj deschide_yala",
            coverings="jaluzele jaluzea jaluzelele perdea perdele draperie draperii stor storuri copertină copertine"
            " parasolar rolete_textile marchiză",
            shutters="rulou rulouri obloane oblon rolete roleta",
            lamps="lumină lumina lumini lampă lampa becuri bec iluminat aplică lustră plafonieră",
            others="cameră camera sonerie încălzire calorifer ventilator congelator frigider încărcător notificare"
            " senzor deșteptător",
            furniture="frigider frigiderul frigiderului congelator congelatorul congelatorului combină_frigorifică"
            " dulap dulapul dulapului dulapuri dulapior șifonier șifonierul sertar sertarul sertare comodă noptieră"
            " vitrină cuptor cuptorul cuptorului cuptor_microunde microunde mașină_de_spălat mașina_de_spălat"
            " uscător_rufe uscător_de_rufe cutie_poștală cutia_poștală cutie_medicamente coș_de_gunoi coșul_de_gunoi"
            " pubelă capac_wc capac_toaletă capacul_toaletei stup",
            appliances="fierbător prăjitor prăjitor_de_pâine cafetieră espressor mixer plită hotă fier_de_călcat"
            " uscător_de_păr aspirator televizor calculator imprimantă brad",
            passages="lângă langa aproape_de in_spatele camera_frigorifica chei arme colete usa_intrare usa_de_intrare"
            " usa_garaj usa_principala poarta",
            never="usb_usa alarma_desteptator",
        ),
    }
)
