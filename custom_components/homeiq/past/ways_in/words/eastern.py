"""Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian, Hindi, Hebrew, Arabic, Persian, Urdu, Georgian, Armenian.

Where words stand without spaces between them, a word is known inside any other; Home Assistant's ids spell them in
Latin.
"""

from collections.abc import Mapping
from types import MappingProxyType

from .speech import Speech

EASTERN: Mapping[str, Speech] = MappingProxyType(
    {
        "zh": Speech(
            doors="*门* *門* da_men qian_men hou_men *房门* *入户门* *防盗门* *防盜門* *单元门* *單元門* *楼道门*"
            " *玄关门* *前门* *前門* *后门* *後門* *家门*",
            gates="*大门* *大門* *车库门* *車庫門* *闸门* *閘門* *道闸* *道閘* *卷帘门* *捲簾門* *卷闸* *栅栏* *柵欄*"
            " *铁门* *鐵門* *鐵捲* *铁卷* *电动门* *電動門* che_ku_men juan_lian_men zha_men dao_zha da_men *院门*"
            " *院門* *升降柱* *闸机* *閘機* *伸缩门* *伸縮門* *平移门* *道闸机* yuan_men dan_yuan_men",
            garages="*车库* *車庫* che_ku",
            guards="*锁* *鎖* *门禁* *門禁* *对讲* *對講* *警报* *警報* *报警* *報警* *布防* *安防* *保险箱* *保險箱*"
            " *保险柜* *保險櫃* *阀* *閥* *燃气* *瓦斯* men_suo men_jin fa_men bao_jing *智能锁* *智能鎖* *电子锁*"
            " *電子鎖* *地锁* *地鎖* *车位锁* *車位鎖* *电磁阀* *電磁閥* *燃气阀* *煤气阀* *煤氣閥* *煤气* *警戒*"
            " *防盗* *防盜* *警笛* *警铃* *警鈴* *警号* *安防模式*",
            openers="*开门* *開門* *开锁* *開鎖* *解锁* *解鎖* *撤防* *总阀* *總閥* *水阀* *水閥* *气阀* *总水* *總水*"
            " kai_men kai_suo shui_fa zong_fa *燃气总阀*",
            coverings="*窗帘* *窗簾* *百叶* *百葉* *纱帘* *紗簾* *卷帘* *捲簾* *遮阳* *遮陽* *遮光* *布帘* *布簾* *帘*"
            " *簾* *雨棚* *幕布* chuang_lian juan_lian bai_ye zhe_yang",
            shutters="*百叶窗* *捲窗* *卷窗* *卷帘* *捲簾*",
            lamps="*灯* *燈* *照明* deng *deng",
            others="*摄像* *攝像* *摄影* *攝影* *门铃* *門鈴* *铃* *鈴* *暖气* *暖氣* *风扇* *風扇* *冰箱* *充电*"
            " *充電* *通知* *传感* *感应* *感應* *闹钟* *鬧鐘*",
            never="*门厅* *門廳* *门口* *門口* *门廊* *門廊* *门铃* *門鈴* *童锁* *童鎖* *兒童鎖* *儿童锁* *热门*"
            " *部门* *專門* *专门* *厦门*",
        ),
        "ja": Speech(
            doors="*ドア* *扉* *玄関ドア* *勝手口* *引き戸* doa *自動ドア* *裏口* *表門* genkan_doa",
            gates="*ゲート* *門扉* *門* *ガレージドア* *遮断機* *ガレージシャッター* *車庫シャッター* *電動シャッター*"
            " *駐車場ゲート*",
            garages="*ガレージ* *車庫*",
            guards="*鍵* *錠* *ロック* *インターホン* *インターフォン* *アラーム* *警報* *警備* *セキュリティ* *防犯*"
            " *金庫* *バルブ* *元栓* *ガス* *スマートロック* *電子錠* *玄関の鍵* *玄関錠* *サイレン* *警備モード*"
            " *セコム* *ガス栓* *水道バルブ* genkan_kagi =kagi",
            openers="*解錠* *電気錠* *開錠* *解除* *オープナー* *ドア開* *オートロック* *水道元栓* *止水栓* *電磁弁*"
            " *エントランス解錠* *ドア解錠* *水道の元栓*",
            coverings="*カーテン* *ブラインド* *ロールスクリーン* *スクリーン* *オーニング* *シェード* *すだれ* *障子*"
            " *雨戸* *ロールカーテン* *日よけ*",
            shutters="*シャッター*",
            lamps="*ライト* *照明* *電気* *ランプ* *灯* *電球* *あかり* *明かり* *raito",
            others="*カメラ* *チャイム* *ベル* *ヒーター* *暖房* *扇風機* *換気* *冷凍* *冷蔵* *充電* *通知*"
            " *センサー* *目覚* *時計*",
            never="*ドアベル* *ドアホンチャイム* *チャイルドロック* *目覚ましアラーム* *ブロック* *クロック* *専門*"
            " *ゲートウェイ*",
        ),
        "ko": Speech(
            doors="*문 *현관문* *도어* hyeongwanmun daemun cagomun doeorag *자동문* *출입문* *공동현관* *로비문*"
            " *중문*",
            gates="*대문* *게이트* *차고문* *차단기* *철문* *정문* *후문* *셔터문* *주차차단기* *차단봉* cago_syeoteo",
            garages="*차고* *주차장*",
            guards="*도어락* *잠금* *자물쇠* *인터폰* *경보* *알람* *보안* *방범* *금고* *밸브* *가스* *보안모드*"
            " *방범모드* *출입통제* *사이렌* *디지털도어락* *가스차단기* *가스차단* *가스잠금* *비상경보*",
            openers="*문열림* *문열기* *오프너* *잠금해제* *해제* *메인밸브* *수도밸브* *가스밸브* *급수*"
            " *공동현관_열기* *로비폰* *현관열기*",
            coverings="*커튼* *블라인드* *롤스크린* *스크린* *어닝* *차양* *쉐이드* *암막*",
            shutters="*셔터* *덧문*",
            lamps="*조명* *전등* *램프* *등 *라이트* *불 *불빛* jomyeong",
            others="*카메라* *초인종* *벨* *히터* *난방* *선풍기* *냉장고* *냉동고* *충전* *알림* *센서* *시계*",
            never="*초인종* *창문* *질문* *방문자* *신문* *문제* *주문* *전문* *차일드락* *기상알람*",
        ),
        "vi": Speech(
            doors="cửa cửa_chính cua_chinh cua_truoc cua_sau",
            gates="cổng cong_chinh cong_truoc cửa_cuốn cua_cuon cửa_ga_ra barie",
            garages="ga_ra gara nhà_xe nhà_để_xe",
            guards="khóa khoá báo_động báo_trộm an_ninh két_sắt van_nước van_ga khoá_từ khóa_từ còi_báo_động còi_hú",
            openers="mở_cửa mở_cổng mở_khóa van_tổng khoa_cua",
            coverings="rèm rèm_cửa màn mành mái_hiên bạt_che",
            shutters="cửa_chớp",
            lamps="đèn bóng_đèn chiếu_sáng",
            others="camera chuông máy_sưởi quạt tủ_lạnh tủ_đông thông_báo cảm_biến báo_thức",
            never="chuông_cửa cửa_sổ công_tắc cong_tac công_suất khóa_trẻ_em",
        ),
        "th": Speech(
            doors="*ประตู* pratu",
            gates="*ประตูรั้ว* *รั้ว* *ประตูโรงรถ* *ประตูม้วน* *ไม้กั้น*",
            garages="*โรงรถ* *โรงจอดรถ*",
            guards="*กุญแจ* *ล็อก* *ล็อค* *กลอน* *สัญญาณกันขโมย* *กันขโมย* *ตู้เซฟ* *วาล์ว* *แก๊ส* *ไซเรน*",
            openers="*เปิดประตู* *ปลดล็อก* *ปลดล็อค* *วาล์วน้ำ* *วาล์วหลัก*",
            coverings="*ม่าน* *มู่ลี่* *กันสาด* *ผ้าใบ*",
            shutters="*บานเกล็ด*",
            lamps="*ไฟ* *โคม* *หลอด*",
            others="*กล้อง* *กริ่ง* *กระดิ่ง* *พัดลม* *ตู้เย็น* *แจ้งเตือน* *เซ็นเซอร์*",
            never="*กริ่งประตู* *ล็อกเด็ก* *ไฟฟ้า*",
        ),
        "id": Speech(
            doors="pintu pintu_depan pintu_belakang",
            gates="gerbang pagar pintu_garasi pintu_gerbang palang portal_masuk pintu_pagar",
            garages="garasi garaj",
            guards="kunci gembok interkom alarm penggera brankas peti_besi katup injap keran_utama gas kunci_pintu"
            " sirene",
            openers="buka_pintu buka_gerbang buka_kunci pembuka katup_utama katup_air injap_utama",
            coverings="tirai gorden korden langsir kerai bidai kanopi awning",
            shutters="rolling_door_jendela",
            lamps="lampu cahaya penerangan",
            others="kamera bel loceng pemanas kipas kulkas pembeku notifikasi pemberitahuan sensor pengecas",
            never="bel_pintu loceng_pintu kunci_anak",
        ),
        "hi": Speech(
            doors="दरवाजा दरवाज़ा दरवाजे द्वार darwaza",
            gates="गेट फाटक",
            garages="गैराज गैरेज",
            guards="ताला लॉक अलार्म तिजोरी वाल्व गैस सायरन",
            openers="अनलॉक मुख्य_वाल्व",
            coverings="पर्दा पर्दे परदा ब्लाइंड",
            shutters="शटर",
            lamps="बत्ती लाइट लाइट्स रोशनी बल्ब",
            others="कैमरा घंटी पंखा हीटर",
        ),
        "he": Speech(
            doors="דלת הדלת דלתות דלת_כניסה דלת_ראשית לדלת הדלתות dlt delet",
            gates="שער השער שערים מחסום שער_חשמלי שער_חניה שער_כניסה לשער שער_רכב שער_הבית מחסום_חניה sh_r shaar"
            " sha_ar machsom",
            garages="חניה מוסך גראז' גראז חנייה",
            guards="מנעול המנעול בריח אינטרקום אזעקה האזעקה כספת שסתום ברז גז סירנה צופר דריכה דרוך אזעקת מנעולים"
            " מנעול_חשמלי ברז_מים ברז_גז הברז מנעול_חכם manul azaka",
            openers="פתיחת_דלת פתיחת_שער פתח_דלת פתח_שער זמזם נטרול נטרל ברז_ראשי פתיחה_מרחוק שחרור_דלת",
            coverings="וילון הוילון וילונות סוכך פרגולה",
            shutters="תריס התריס תריסים תריס_גלילה",
            lamps="אור האור אורות תאורה תאורת מנורה מנורת נורה tvrt tvrh",
            others="מצלמה מצלמת פעמון חימום מאוורר מקפיא מקרר התראה חיישן שעון",
            never="פעמון_דלת נעילת_ילדים vr_sh_r vr_dlt",
        ),
        "ar": Speech(
            doors="باب الباب أبواب الأبواب باب_المنزل باب_الحوش باب_المدخل =bab",
            gates="بوابة البوابة بوابات حاجز الحاجز باب_الكراج باب_المرآب بوابه البوابه bawaba bawwaba bawabat"
            " albawaba",
            garages="كراج الكراج مرآب المرآب جراج الجراج قراج",
            guards="قفل القفل أقفال انتركم إنتركم إنذار الإنذار خزنة الخزنة صمام الصمام محبس المحبس الغاز غاز صفارة"
            " صفارة_إنذار انذار الانذار الانتركم قفل_كهربائي القفل_الكهربائي قفل_ذكي",
            openers="فتح_الباب فتح_البوابة فتح_القفل المحبس_الرئيسي صمام_الماء صمام_المياه فتح_باب فتح_بوابة"
            " افتح_الباب",
            coverings="ستارة الستارة ستائر الستائر مظلة المظلة",
            shutters="شتر شيش مصراع",
            lamps="ضوء الضوء أضواء الأضواء إضاءة الإضاءة مصباح المصباح إنارة نور لمبة",
            others="كاميرا الكاميرا جرس الجرس مروحة دفاية سخان ثلاجة إشعار حساس منبه",
            never="جرس_الباب قفل_الأطفال",
        ),
        "fa": Speech(
            doors="درب در_ورودی درب_ورودی در_حیاط درب_حیاط =در",
            gates="دروازه راه_بند در_پارکینگ درب_پارکینگ کرکره_پارکینگ",
            garages="پارکینگ گاراژ",
            guards="قفل آیفون دزدگیر آلارم گاوصندوق شیر شیر_برقی شیر_گاز آژیر قفل_برقی",
            openers="بازکن دربازکن باز_کردن_در شیر_اصلی شیر_آب در_بازکن در_باز_کن",
            coverings="پرده پرده‌ها سایبان",
            shutters="کرکره",
            lamps="چراغ لامپ نور روشنایی",
            others="دوربین زنگ بخاری پنکه یخچال",
            never="زنگ_درب قفل_کودک",
        ),
        "ur": Speech(
            doors="دروازہ دروازے",
            gates="گیٹ پھاٹک",
            garages="گیراج",
            guards="تالا الارم والو سائرن",
            openers="ان_لاک",
            coverings="پردہ پردے",
            lamps="بتی روشنی لائٹ",
            others="کیمرہ گھنٹی پنکھا",
        ),
        "ka": Speech(
            doors="კარი კარები",
            gates="ჭიშკარი შლაგბაუმი",
            garages="ავტოფარეხი გარაჟი",
            guards="საკეტი დომოფონი სიგნალიზაცია სეიფი სარქველი ონკანი",
            openers="კარის_გაღება",
            coverings="ფარდა ფარდები ჟალუზი",
            shutters="დარაბა დარაბები",
            lamps="შუქი ნათურა განათება",
            others="კამერა ზარი",
        ),
        "hy": Speech(
            doors="դուռ դուռը",
            gates="դարպաս դարպասը",
            garages="ավտոտնակ",
            guards="կողպեք ահազանգ փական",
            coverings="վարագույր վարագույրներ շերտավարագույր",
            lamps="լույս լամպ",
            others="տեսախցիկ զանգ",
        ),
    }
)
