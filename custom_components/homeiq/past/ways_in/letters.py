"""How Home Assistant's ids spell the letters of other scripts: those that words for ways in are written with.

It makes its ids of names with text-unidecode, which knows all letters there are, and takes three megabytes for the
life of the process as soon as it is asked about one. A letter that is not here is looked up there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SPELLED = (
    "աa բb գg դd եe զz ըe թt` իi լl խkh կk հh ղgh ճch մm յy նn շsh ոo չch` պp ջj ռrh սs վv տt րr ցts` ւw փp` քk` "
    "\u05d0 \u05d1b \u05d2g \u05d3d \u05d4h \u05d5v \u05d6z \u05d7kh \u05d8t \u05d9y \u05dak \u05dbk \u05dcl "
    "\u05ddm \u05dem \u05dfn \u05e0n \u05e1s \u05e2` \u05e4p \u05e5ts \u05e6ts \u05e7q \u05e8r \u05e9sh "
    "\u05eat \u0621 \u0627 \u0628b \u0629@ \u062at \u062bth \u062cj \u062dh \u062ekh \u062fd \u0630dh \u0631r "
    "\u0632z \u0633s \u0634sh \u0635s \u0636d \u0637t \u0638z \u0639` \u063ag \u0641f \u0642q \u0643k \u0644l "
    "\u0645m \u0646n \u0647h \u0648w \u064ay \u0653 \u0654 \u0655 \u0679tt \u067ep \u0686ch \u0688dd \u0691rr "
    "\u0698j \u06a9kh \u06afg \u06beh \u06c1h \u06ccy \u06d2y \u0902n अa इi ईii ओo कk खkh गg घgh चc छch जj टtt डdd "
    "ढddh तt दd नn पp फph बb मm यy रr लl वv शsh सs हh \u093c \u093eaa \u093fi \u0940ii \u0941u \u0942uu "
    "\u0947e \u0948ai \u0949on \u094bo \u094d กk ขkh คkh งng จcch ชch ซch ญy ณn ดd ตt ถth ทth นn บb ปp ผph ฝf พph "
    "ฟf มm ยy รr ลl วw ศs ษs สs หh อ` ะa \u0e31a าaa \u0e34i \u0e35ii \u0e37uue \u0e38u \u0e39uu เe แae โo ใai ไai "
    "\u0e47 \u0e48 \u0e49 \u0e4a \u0e4c \u0e4dm აa ბb გg დd ეe ვv ზz თt` იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp` "
    "ქk` ღg ყq შsh ჩch` ცc` ჭch ხx ჯj \u1100g \u1101gg \u1102n \u1103d \u1104dd \u1105r \u1106m \u1107b "
    "\u1109s \u110ass \u110b \u110cj \u110djj \u110ec \u110fk \u1110t \u1111p \u1112h \u1161a \u1162ae "
    "\u1163ya \u1165eo \u1166e \u1167yeo \u1168ye \u1169o \u116awa \u116coe \u116eu \u1170we \u1171wi "
    "\u1172yu \u1173eu \u1175i \u11a8g \u11abn \u11afl \u11b7m \u11b8b \u11bas \u11bcng \u11bec \u11c0t "
    "\u11c1p あa かka きki けke こko しsi すsu たta のno ふhu まma みmi よyo りri れre ろro \u3099 \u309a アa ィi "
    "イi ウu ェe エe ォo オo カka キki クku ケke コko サsa シsi スsu セse ソso タta チti ッtu テte トto ナna ニni "
    "ネne ハha ヒhi フhu ヘhe ホho マma ミmi ムmu メme モmo ャya ヤya ュyu ラra リri ルru レre ロro ワwa ンn ー "
    "下xia_ 专zhuan_ 书shu_ 乾gan_ 传chuan_ 伸shen_ 位wei_ 便bian_ 保bao_ 信xin_ 備bei_ 像xiang_ 儿er_ 元yuan_ "
    "充chong_ 光guang_ 兒er_ 入ru_ 关guan_ 冰bing_ 冷leng_ 冻dong_ 凍dong_ 出chu_ 前qian_ 动dong_ 動dong_ "
    "勝sheng_ 包bao_ 匙chi_ 升sheng_ 单dan_ 印yin_ 卷juan_ 厅ting_ 厦sha_ 受shou_ 口kou_ 叶xie_ 号hao_ 司si_ "
    "后hou_ 吐tu_ 吸xi_ 吹chui_ 咖ka_ 响xiang_ 啡pei_ 單dan_ 器qi_ 圈quan_ 地di_ 圾ji_ 垃la_ 報bao_ 場chang_ "
    "塵chen_ 壁bi_ 壶hu_ 壺hu_ 大da_ 头tou_ 子zi_ 宅zhai_ 安an_ 室shi_ 家jia_ 对dui_ 専zhuan_ 專zhuan_ 對dui_ "
    "尘chen_ 屉ti_ 屜ti_ 巣chao_ 布bu_ 帘lian_ 帽mao_ 幕mu_ 干gan_ 平ping_ 床chuang_ 库ku_ 应ying_ 座zuo_ 庫ku_ "
    "廊lang_ 廳ting_ 开kai_ 弁bian_ 式shi_ 引yin_ 影ying_ 後hou_ 微wei_ 快kuai_ 急ji_ 总zong_ 感gan_ 應ying_ "
    "戒jie_ 户hu_ 戸hu_ 房fang_ 扇shan_ 扉fei_ 手shou_ 打da_ 报bao_ 押ya_ 抽chou_ 捲juan_ 掃sao_ 換huan_ 摄she_ "
    "撤che_ 攝she_ 救jiu_ 斗dou_ 断duan_ 斯si_ 旁pang_ 日ri_ 明ming_ 時shi_ 智zhi_ 暖nuan_ 書shu_ 机ji_ "
    "枪qiang_ 柜ju_ 柱zhu_ 柵zha_ 栅zha_ 栏lan_ 栓shuan_ 桶tong_ 棚peng_ 楼lou_ 榨zha_ 槍qiang_ 模mo_ 横heng_ "
    "機ji_ 橱chu_ 櫃gui_ 櫥chu_ 欄lan_ 止zhi_ 毒du_ 毛mao_ 毯tan_ 气qi_ 気qi_ 氣qi_ 水shui_ 汁zhi_ 油you_ 波bo_ "
    "洗xi_ 浆jiang_ 浴yu_ 消xiao_ 濯zhuo_ 灯deng_ 炉lu_ 炊chui_ 炸zha_ 烘hong_ 烟yan_ 烤kao_ 热re_ 煙yan_ 煤mei_ "
    "照zhao_ 煲bao_ 熨yun_ 燃ran_ 燈deng_ 燥zao_ 爐lu_ 犯fan_ 玄xuan_ 球qiu_ 琴qin_ 瓦wa_ 电dian_ 百bai_ 的de_ "
    "盒he_ 盖gai_ 盗dao_ 盜dao_ 目mu_ 知zhi_ 碗wan_ 磁ci_ 禁jin_ 移yi_ 空kong_ 窗chuang_ 童tong_ 笛di_ 笥si_ "
    "箪dan_ 箱xiang_ 簾lian_ 紗sha_ 縮suo_ 總zong_ 纫ren_ 纱sha_ 缝feng_ 缩suo_ 能neng_ 脇xie_ 脑nao_ 腦nao_ "
    "自zi_ 药yao_ 葉xie_ 蒸zheng_ 蓋gai_ 蔵zang_ 薬yao_ 藏cang_ 藥yao_ 蜂feng_ 衣yi_ 表biao_ 裏li_ 視shi_ 覚jue_ "
    "视shi_ 解jie_ 計ji_ 講jiang_ 警jing_ 讲jiang_ 豆dou_ 車che_ 车che_ 递di_ 通tong_ 道dao_ 遞di_ 遮zhe_ 邮you_ "
    "部bu_ 郵you_ 配pei_ 酒jiu_ 金jin_ 鈴ling_ 銃chong_ 鋼gang_ 錠ding_ 鍋guo_ 鍵jian_ 鎖suo_ 鐘zhong_ 鐵tie_ "
    "鑰yao_ 钟zhong_ 钢gang_ 钥yao_ 铁tie_ 铃ling_ 锁suo_ 锅guo_ 門men_ 開kai_ 間jian_ 閘zha_ 関guan_ 閥fa_ "
    "门men_ 间jian_ 闸zha_ 闹nao_ 阀fa_ 防fang_ 阳yang_ 降jiang_ 院yuan_ 除chu_ 险xian_ 陽yang_ 障zhang_ 隣lin_ "
    "險xian_ 雨yu_ 電dian_ 面mian_ 靴xue_ 鞋xie_ 音yin_ 響xiang_ 頭tou_ 風feng_ 风feng_ 食shi_ 飯fan_ 饭fan_ "
    "馬ma_ 駄tuo_ 駐zhu_ 马ma_ 鬧nao_ 麵mian_ "
)

IN_IDS: Mapping[str, str] = MappingProxyType({letter[0]: letter[1:].replace("_", " ") for letter in _SPELLED.split()})
"""By letter, as they stand by themselves once a text is taken apart (NFKD); a space where a word ends."""
