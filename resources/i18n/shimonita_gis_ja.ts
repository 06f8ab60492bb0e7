<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
    <context>
        <name>ShimonitaGis</name>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Add layer to hub</source>
            <translation>共通基盤にレイヤを追加する</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Brings a vector layer into the shared map, with what others must know about it.
Any format that QGIS opens, Japanese shapefiles included. Places are brought to JGD2011 zone IX (EPSG:6677), old Tokyo-datum layers exactly; broken shapes are mended and listed; every feature gets an identity that stays. A standard layer of the same title that is still empty is filled.</source>
            <translation>ベクタレイヤを、ほかの人に必要な説明と一緒に共通基盤へ入れます。
日本語の Shapefile を含め、QGIS で開ける形式ならどれでも使えます。位置は JGD2011 平面直角座標系 第9系（EPSG:6677）にそろえ、日本測地系のレイヤも正確に変換します。壊れた図形は直して一覧に示し、すべての地物に変わらない識別番号を付けます。同じ表題の標準レイヤがまだ空なら、そこに入れます。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The layer or file to bring in. It must say its reference system.</source>
            <translation>追加するレイヤかファイルです。座標参照系が設定されている必要があります。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The hub's folder, made with 'Create hub'.</source>
            <translation>「共通基盤を作る」で作った共通基盤のフォルダです。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The name that staff will look for.</source>
            <translation>職員が探すときに使う名前です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The department that owns it.</source>
            <translation>このレイヤを受け持つ課です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Fields with personal information are never published, even so.</source>
            <translation>公開してよいレイヤでも、個人情報の属性は公開されません。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Other departments see it only with the department's consent. It cannot be open as well.</source>
            <translation>ほかの課は、担当課の了解を得て見ます。公開と同時には選べません。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Names, phone numbers and the like of residents. They stay in the town hall.</source>
            <translation>住民の氏名や電話番号などです。庁外には出ません。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Left empty: all fields.</source>
            <translation>空欄のときは、すべての属性です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Who made it, when, from what.</source>
            <translation>だれが、いつ、何をもとに作ったかを書きます。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The denominator of the scale it was made for: 2500 for 1:2500.</source>
            <translation>作られたときの縮尺の分母です。1:2500 なら 2500 です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>How far a place may be off: the horizontal standard deviation in metres, 1.75 for the norm of 1:2500.</source>
            <translation>位置のずれの目安で、水平位置の標準偏差（m）です。縮尺 1:2500 の規定では 1.75 です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>How often the department brings it up to date.</source>
            <translation>担当課が更新する間隔です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The code of the sheet, such as 09JB164C.</source>
            <translation>図郭の番号です（例：09JB164C）。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Reference systems that the layer went through before, oldest first, with a semicolon between. The present one is added by itself.</source>
            <translation>このレイヤがこれまでに経てきた座標系を、古い順に、セミコロン（;）で区切って書きます。今の座標系は自動で加わります。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Only for a layer that may be published.</source>
            <translation>公開できるレイヤのときだけ使います。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>The number under which the survey's results may be used.</source>
            <translation>測量成果の使用を承認された番号です。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Who adds the layer. Left empty: the account's name on this PC.</source>
            <translation>レイヤを追加する人の名前です。空欄のときは、このパソコンのアカウント名になります。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>{title}: {count} feature(s) in version {number} of the hub.</source>
            <translation>{title}：{count} 件の地物を共通基盤の版 {number} に入れました。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.</source>
            <translation>{layer} をベクタレイヤとして開けません。ファイルがあるか、壊れていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Table in the hub</source>
            <translation>共通基盤の中のテーブル名</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Number of features</source>
            <translation>地物の数</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Version of the hub</source>
            <translation>共通基盤の版</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Layer</source>
            <translation>レイヤ</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Hub</source>
            <translation>共通基盤</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Title</source>
            <translation>表題</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Department</source>
            <translation>担当課</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>May be published as open data</source>
            <translation>オープンデータとして公開してよい</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Only for the department</source>
            <translation>担当課だけで使う</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Fields with personal information</source>
            <translation>個人情報を含む属性</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Fields to take</source>
            <translation>取り込む属性</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Source</source>
            <translation>出典</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Map level</source>
            <translation>地図情報レベル</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Accuracy (m)</source>
            <translation>精度（m）</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Update cycle</source>
            <translation>更新周期</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Not stated yet: {names}. Complete it under 'Look after the hub'.</source>
            <translation>まだ書かれていないこと：{names}。「共通基盤を管理する」で書き足してください。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>{file} has no field {name}. Its fields are: {fields}.</source>
            <translation>{file} に {name} という属性はありません。ある属性は次のとおりです：{fields}</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>A layer cannot be open and only for its department. Choose one of the two.</source>
            <translation>公開と「担当課だけで使う」は同時に選べません。どちらか一つにしてください。</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Map sheet it was drawn from</source>
            <translation>もとになった図郭</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Datum history</source>
            <translation>測地系の履歴</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Licence of the open data</source>
            <translation>オープンデータのライセンス</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Approval number (survey law)</source>
            <translation>測量法の承認番号</translation>
        </message>
        <message>
            <location filename="../../processing/addlayertohub.py" />
            <source>Your name</source>
            <translation>あなたの名前</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>There is no file {file}. Check the name, or whether the drive is connected.</source>
            <translation>ファイル {file} がありません。名前が正しいか、ドライブがつながっているかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>{file} cannot be written: its folder does not exist. Create the folder or choose another one.</source>
            <translation>{file} に書き込めません。保存先のフォルダがありません。フォルダを作るか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>{file} is both read and written. Choose another file for the result, so that nothing is lost.</source>
            <translation>{file}は読み込むファイルと書き出すファイルが同じです。元のファイルを失わないように、結果は別のファイル名にしてください。</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>Paper maps</source>
            <translation>紙の地図</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>Shared layers</source>
            <translation>共通基盤</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>Disaster photos</source>
            <translation>災害写真</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>Open data</source>
            <translation>オープンデータ</translation>
        </message>
        <message>
            <location filename="../../processing/algorithm.py" />
            <source>{layer} cannot be opened as an image or raster. Check that it is one and is not damaged.</source>
            <translation>{layer}を画像（ラスタ）として開けません。画像ファイルかどうか、壊れていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Build the base map from placed sheets</source>
            <translation>図面をつないで基本図を作る</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Joins the sheets that passed to one seamless map, each cut at its neatline.

How well neighbours fit is measured from the linework at each join: 'across' from the neatline that both sheets draw, 'along' from the lines that cross it, in metres. Sheets that did not pass are left out: compare them by eye and set their status to 'passed' in the index layer.</source>
            <translation>合格した図面を内図郭線で切り、継ぎ目のない1枚の地図につなぎます。

隣の図面とどれだけ合うかを、継ぎ目の線から測ります。「across」は両方の図面にある内図郭線から、「along」は内図郭線を横切る線から求めた値で、単位はメートルです。合格していない図面は使いません。目で見比べてよければ、索引のレイヤの status を「passed」に変えてください。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Written by 'Place a folder of scanned map sheets'.</source>
            <translation>「フォルダの図面をまとめて合わせる」でできた索引です。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>A Cloud-Optimized GeoTIFF.</source>
            <translation>クラウド最適化 GeoTIFF（COG）です。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>One line a join, with the mismatch in metres.</source>
            <translation>継ぎ目ごとに1本の線で、ずれ（メートル）が付きます。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Index of the sheets</source>
            <translation>図面の索引</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Base map</source>
            <translation>基本図</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Mismatch at the joins</source>
            <translation>継ぎ目のずれ</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Number of sheets</source>
            <translation>図面の数</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Sheets left out</source>
            <translation>使わなかった図面</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>Largest mismatch (m)</source>
            <translation>最大のずれ（m）</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>{count} scans of the index have not passed and are left out.</source>
            <translation>索引のうち {count} 枚は合格していないため、使いません。</translation>
        </message>
        <message>
            <location filename="../../processing/buildbasemap.py" />
            <source>{first} | {second}: across {across:.2f} m, along {along:.2f} m, largest {largest:.2f} m, {pieces} pieces</source>
            <translation>{first} | {second}：直角方向 {across:.2f} m、線に沿って {along:.2f} m、最大 {largest:.2f} m、{pieces} か所</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Check hub</source>
            <translation>共通基盤を点検する</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Proves that the shared map is whole: every version follows the one before, and every layer holds exactly what was published. What can be repaired from other versions is repaired.
With a backup folder it also makes a copy that works on any PC, and keeps the newest seven.</source>
            <translation>共通基盤に欠けがないことを確かめます。版が順につながっているか、どのレイヤも反映した内容のままかを調べ、ほかの版から直せるものは直します。
バックアップ先のフォルダを指定すると、どのパソコンでも使える写しも作り、新しいものから7つを残します。</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>The hub's folder.</source>
            <translation>共通基盤のフォルダです。</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>On another disk than the hub. Left empty: no backup is made.</source>
            <translation>共通基盤とは別のディスクを選んでください。空欄のときは、バックアップを作りません。</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Folder for backups</source>
            <translation>バックアップ先のフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Problems that remain</source>
            <translation>残っている問題</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Problems that were mended</source>
            <translation>直した問題</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Backup</source>
            <translation>バックアップ</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>The hub is whole: {count} versions.</source>
            <translation>共通基盤に問題はありません（{count} 版）。</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Backup: {folder}</source>
            <translation>バックアップ：{folder}</translation>
        </message>
        <message>
            <location filename="../../processing/checkhub.py" />
            <source>Mended.</source>
            <translation>直しました。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Check out layers</source>
            <translation>作業用コピーを作る</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Makes a work copy of the shared map on this PC: one GeoPackage that QGIS edits with its ordinary tools.
It works offline for days. 'Sync hub' sends your edits and brings in those of others; nobody's work is overwritten.</source>
            <translation>共通基盤の作業用コピーをこのパソコンに作ります。QGIS のふつうの編集機能で使える、一つの GeoPackage です。
ネットワークにつながっていなくても何日でも使えます。「共通基盤と同期する」を実行すると、あなたの編集を送り、ほかの人の編集を受け取ります。だれの作業も上書きされません。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>The hub's folder on the file share.</source>
            <translation>共有フォルダにある共通基盤のフォルダです。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Titles of the layers to take, with a semicolon between. Left empty: all of them.</source>
            <translation>使うレイヤの表題を、セミコロン（;）で区切って書きます。空欄のときは、すべてのレイヤです。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Where the work copy goes: on this PC, not on the file share.</source>
            <translation>作業用コピーの保存先です。共有フォルダではなく、このパソコンの中を選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Your edits are recorded under it. Left empty: the account's name on this PC.</source>
            <translation>編集の記録に残る名前です。空欄のときは、このパソコンのアカウント名になります。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>The work copy {file} is on version {number} of the hub.</source>
            <translation>作業用コピー {file} は、共通基盤の版 {number} です。</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Layers</source>
            <translation>レイヤ</translation>
        </message>
        <message>
            <location filename="../../processing/checkoutlayers.py" />
            <source>Work copy</source>
            <translation>作業用コピー</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Check topology</source>
            <translation>線や面の合わないところを探す</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Finds where lines and areas do not fit together: ends just short of a line, gaps and overlaps between areas, slivers, outlines that cross themselves, shapes that are there twice, and edges that do not go on across the join of two sheets.
The result is a layer of points; each says in a sentence what is wrong there. The layer itself is not changed; 'Mend faults' in the Shimonita GIS menu leads from fault to fault and mends the safe ones.</source>
            <translation>線と面のつながりの誤りを探します。線に少し届かない端、面どうしのすき間と重なり、細すぎる面、自分と交わる形、二重の形、図郭の継ぎ目で続かない線です。
結果は点のレイヤで、何がおかしいかを一文で示します。元のレイヤは変わりません。Shimonita GIS のメニューの「誤りを直す」で、一つずつ見ながら確かなものを直せます。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>A layer of lines or areas.</source>
            <translation>線か面のレイヤです。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>A line that ends this near to another one without touching it is reported.</source>
            <translation>ほかの線にこの距離まで近づいて、届かずに終わる線を示します。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Areas and gaps with a smaller mean width are reported.</source>
            <translation>平均の幅がこれより狭い面やすき間を示します。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Where the layer has a field 'sheet' with the sheets' codes: an edge that ends this near to the next sheet should go on there.</source>
            <translation>レイヤに図郭番号の項目「sheet」があるとき、となりの図郭までこの距離以内で終わる線は、そこで続いているはずと見なします。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>{file} cannot be written. Choose another file or folder.</source>
            <translation>{file} に書き込めません。別のファイルかフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>{count} fault(s) found.</source>
            <translation>合わないところが {count} か所あります。</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Ends nearer than this should meet</source>
            <translation>これより近い端はつながるはずとみなす</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Areas narrower than this</source>
            <translation>これより細い面</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Edges to meet across a join</source>
            <translation>図郭の継ぎ目で続くはずの距離</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Faults</source>
            <translation>合わないところ</translation>
        </message>
        <message>
            <location filename="../../processing/checktopology.py" />
            <source>Number of faults</source>
            <translation>合わないところの数</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Group photos into incidents</source>
            <translation>写真を災害ごとにまとめる</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Gives all photos of one damage the same incident number and chooses the best photo of each incident, with the reason.

Photos belong together by the place they look at, by how far that place may be wrong, and by the time. A photo that has an incident already keeps it, so what people joined or split stays, and the photos of a later flight come to the incidents that are there. Photos graded as showing no damage get none.</source>
            <translation>同じ被害を写した写真に同じ災害番号を付け、災害ごとに一番よい写真を理由とともに選びます。

写っている場所、その場所のずれの見込み、撮影時刻からまとめます。すでに災害番号のある写真はそのままなので、人がまとめたり分けたりした結果は変わらず、後の飛行の写真は今ある災害に加わります。「異常なし」と判定した写真には番号を付けません。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>The layer of damage points from 'Import drone photos', or that of the hub.</source>
            <translation>「ドローン写真の取り込み」で作った被害箇所のレイヤ、または共通基盤の被害箇所。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>How far apart two photos of one damage look; what their places may be wrong comes on top of it.</source>
            <translation>同じ被害を写した2枚の写真の見ている場所がどれだけ離れていてよいか。位置のずれの見込みはこれに加わります。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Photos of one flight that were taken farther apart in time must agree better in their place.</source>
            <translation>同じ飛行でこれより時間が離れた写真は、場所がよりよく一致するときだけまとめます。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>The same points with the number of their incident; one photo of each incident is marked as the best.</source>
            <translation>災害番号を付けた同じ点。災害ごとに1枚が代表写真になります。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>The layer {layer} has no reference system. Give it one (Layer &gt; Set CRS of Layer), then run it again.</source>
            <translation>レイヤ {layer} に座標参照系がありません。「レイヤ &gt; レイヤのCRSを設定」で設定してから、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>{count} incidents from {photos} photos; {without} photos show no damage or have no place.</source>
            <translation>写真 {photos} 枚から災害 {count} 件にまとめました。{without} 枚は被害なし、または場所が分かりません。</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Damage points</source>
            <translation>被害箇所</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Size of one damage (m)</source>
            <translation>一つの被害の大きさ（m）</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Pause within a flight (minutes)</source>
            <translation>同じ飛行での間隔（分）</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Damage points with incidents</source>
            <translation>災害番号付きの被害箇所</translation>
        </message>
        <message>
            <location filename="../../processing/clusterdamage.py" />
            <source>Number of incidents</source>
            <translation>災害の数</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Correct a flight</source>
            <translation>フライトの位置と方位を補正</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Shifts and turns all photos of a flight so that points which you found in a photo lie where the map has them.

One pair of points is enough; two, in different photos or far apart, tell offset and yaw apart. The error at the pairs is reported before and after. What the import said is kept in x_before, y_before and yaw_before: run it without pairs to take every correction back.</source>
            <translation>写真の中で見つけた点が地図の位置に合うように、そのフライトのすべての写真をずらし、回します。

点の組は1組で足ります。別々の写真、または離れた場所に2組あれば、位置のずれと方位のずれを見分けられます。組での誤差を補正の前と後で示します。取込時の値は x_before、y_before、yaw_before に残ります。点の組を空にして実行すると、補正をすべて取り消します。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The layer of cameras from 'Import drone photos'.</source>
            <translation>「ドローン写真を取り込む」でできたカメラの位置のレイヤです。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Points where they are on the map, with the fields photo (its path as in the layer of cameras), u and v (pixels from the left and from the top of the picture as it is shown). Left empty: every correction is taken back.</source>
            <translation>地図上の正しい位置にある点。属性 photo（撮影位置レイヤでの写真のパス）、u と v（表示される画像の左端・上端からの画素数）が必要です。空欄なら、補正をすべて取り消します。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Without one the ground is taken to be flat at take-off height.</source>
            <translation>ないときは、離陸地点の高さの平らな地面とみなします。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>All cameras; those of other flights are as they were.</source>
            <translation>すべての撮影位置。ほかのフライトは元のままです。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Where the middle of each corrected photo meets the ground.</source>
            <translation>補正した写真の中心が地面と交わる位置。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Where the cameras are the hub's layer: their poses and damage points are corrected there as a version. Points that staff have moved stay where they are.</source>
            <translation>撮影位置が共通基盤のレイヤのとき、位置と方位、被害箇所を共通基盤で補正し、新しい版にします。職員が動かした点はそのまま残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Who corrects the flight in the hub. Left empty: the account's name on this PC.</source>
            <translation>共通基盤で補正する人の名前。空欄なら、このPCのアカウント名になります。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The layer has no field {field}. Choose the layer of cameras from the import.</source>
            <translation>レイヤに {field} という属性がありません。取り込みでできたカメラの位置のレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Flight corrected</source>
            <translation>フライトの位置と方位を補正</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The hub has the corrected flight in version {number}.</source>
            <translation>補正したフライトを共通基盤の版 {number} に入れました。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Cameras</source>
            <translation>カメラの位置</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Pairs of points</source>
            <translation>点の組</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Terrain model</source>
            <translation>標高データ</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Corrected cameras</source>
            <translation>補正した撮影位置</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Error at the pairs before (m)</source>
            <translation>点の組での誤差・補正前（m）</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Error at the pairs after (m)</source>
            <translation>点の組での誤差・補正後（m）</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Number of photos corrected</source>
            <translation>補正した写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The cameras have no {field}: they are not those of a hub. Choose the layer of a work copy, or leave the hub out.</source>
            <translation>撮影位置に {field} がなく、共通基盤のものではありません。作業用コピーのレイヤを選ぶか、共通基盤を空欄にしてください。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>{count} points stay where staff have moved them.</source>
            <translation>{count} 件は職員が動かした点なので、そのままにしました。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The pairs have no field {field}: they need photo, u and v.</source>
            <translation>点の組に属性 {field} がありません。photo、u、v が必要です。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>{count} photos are again where the import put them.</source>
            <translation>{count} 枚の写真を取込時の位置に戻しました。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>Flight {flight}: moved by {east} m east and {north} m north, turned by {turn} degrees; error at the pairs {before} m before, {after} m after.</source>
            <translation>フライト {flight}：東へ {east} m、北へ {north} m ずらし、{turn} 度回しました。点の組での誤差は、補正前 {before} m、補正後 {after} m です。</translation>
        </message>
        <message>
            <location filename="../../processing/correctflight.py" />
            <source>The pairs of flight {flight} do not agree. Check each of them in the photo and on the map.</source>
            <translation>フライト {flight} の点の組が互いに合いません。写真と地図の両方で、1組ずつ確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Create hub</source>
            <translation>共通基盤を作る</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Makes the town hall's shared map: one folder on a file share, without any server.
It starts with the town's standard layers, empty and described: roads, buildings, parcels, evacuation sites and more. Fill them with 'Add layer to hub'. Nobody edits the folder itself: each person takes a work copy.</source>
            <translation>役場の共通基盤を作ります。共有フォルダに置く一つのフォルダで、サーバはいりません。
道路、建物、筆、避難場所など、町の標準レイヤが、説明の付いた空の状態で入っています。中身は「共通基盤にレイヤを追加する」で入れます。このフォルダを直接編集する人はいません。一人ひとりが作業用コピーを使います。</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>A new or empty folder, usually on the file share that all departments reach.</source>
            <translation>新しいフォルダか空のフォルダです。ふつうは、すべての課が使える共有フォルダの中に作ります。</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>A folder with one JSON file a layer. Left empty: the standard layers that come with the plugin.</source>
            <translation>レイヤごとに一つの JSON ファイルが入ったフォルダです。空欄のときは、プラグイン付属の標準レイヤを使います。</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Who makes the hub and becomes its administrator. Left empty: the account's name on this PC.</source>
            <translation>共通基盤を作り、管理者になる人の名前です。空欄のときは、このパソコンのアカウント名になります。</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>The hub is ready: {folder}</source>
            <translation>共通基盤ができました：{folder}</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Folder of the hub</source>
            <translation>共通基盤のフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Standard layers</source>
            <translation>標準レイヤ</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>Number of layers</source>
            <translation>レイヤの数</translation>
        </message>
        <message>
            <location filename="../../processing/createhub.py" />
            <source>{title}: {department}</source>
            <translation>{title}：{department}</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Register of damage</source>
            <translation>被害台帳をつくる</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Makes the papers of a disaster from the graded damage points: a report of one page for the headquarters, a sheet for each incident with map and photos, sheets for re-keying into the prefecture's system, tables in the fields of the government's disaster data models, and a page that opens in any browser.

All of them tell of one moment, which stands on each. Photos that nobody has graded, and photos without damage, are counted and not listed.</source>
            <translation>判定した被害箇所から、災害の書類をまとめてつくります。災害対策本部に出す1枚の被害状況報告、被害箇所ごとに地図と写真を載せた台帳、県のシステムに入力するときの転記票、政府の災害データモデルの項目に合わせた表(CSV)、どのブラウザでも開くページです。

どれも同じ時点のもので、その時刻を載せます。まだ判定していない写真と異常のない写真は、数だけを載せます。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>The layer of damage points, best after 'Group photos into incidents': each incident is then listed once.</source>
            <translation>被害箇所のレイヤです。先に「写真を災害ごとにまとめる」を実行すると、一つの被害が一度だけ載ります。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>The layer of cameras of the same photos: it knows their folders, and from where they looked.</source>
            <translation>同じ写真の撮影位置のレイヤです。写真のフォルダと、どこから撮ったかがわかります。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Gives districts, roads, landmarks, closures and the maps' background.</source>
            <translation>地区、道路、目標物、通行規制、地図の背景を使います。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Stands in the head of every paper.</source>
            <translation>どの書類の見出しにも載ります。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>An empty or new folder, or the last register, which the new one replaces.</source>
            <translation>空のフォルダか新しいフォルダ、または前回の台帳のフォルダです。前回の台帳は新しい台帳に置き換わります。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>{count} incidents are in the register.</source>
            <translation>{count} 箇所の被害を台帳に載せました。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Name of the disaster, number of the report</source>
            <translation>災害の名称、第何報か</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Folder of the register</source>
            <translation>台帳を置くフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Incident {number}: the photo {photo} cannot be shown.</source>
            <translation>番号{number}: 写真 {photo} を表示できません。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Time of the data</source>
            <translation>情報の日時</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>This is an exercise</source>
            <translation>訓練です</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>List photos that are not graded, too</source>
            <translation>まだ判定していない写真も載せる</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Closures</source>
            <translation>通行規制</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Background of the maps</source>
            <translation>地図の背景</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>Photo folder of this PC</source>
            <translation>このPCの写真フォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>{count} photos are not graded yet and not in the register.</source>
            <translation>まだ判定していない写真が {count} 枚あり、台帳に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>{count} photos show no damage and are not in the register.</source>
            <translation>異常なしの写真が {count} 枚あり、台帳に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/damageregister.py" />
            <source>{count} damage points have no place and are not in the register.</source>
            <translation>位置のわからない被害箇所が {count} 件あり、台帳に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Export dataset</source>
            <translation>推奨データセットとして書き出す</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Publishes a layer as one of the datasets with agreed columns, as CSV and GeoJSON.
Columns take the fields that mean the same; the mapping says where that is wrong. Required columns, types, code lists, readings, times, codes and double ids are checked, and problems listed by feature and column.</source>
            <translation>レイヤを、項目の決まったデータセットとして CSV と GeoJSON に書き出します。
各項目には同じ意味の属性が入ります。違うときは対応表で指定します。必須項目、型、コード一覧、ふりがな、時刻、団体コード、ID の重複を調べ、問題を地物と項目ごとに一覧にします。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>The layer or file to publish. It must say its reference system.</source>
            <translation>公開するレイヤかファイルです。座標参照系が設定されている必要があります。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Its id such as aed or public_toilet, its Japanese title, or a definition file (.json) of your own.</source>
            <translation>aed や public_toilet などの ID、日本語の名前、または自分で作った定義ファイル（.json）です。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>kihon: the recommended datasets; hyojun: the newer standard layouts of municipalities.</source>
            <translation>kihon は推奨データセット（基本編）、hyojun は新しい自治体標準オープンデータセットです。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Which field goes into which column, as {"column": "field"}; "" leaves a column empty. Left out: what was kept with the layer in the mapping window; the rest is recognised by name.</source>
            <translation>どの項目をどの列に入れるか。{"column": "field"} (列: 項目)の形で書きます。"" は列を空にします。書かなければ、対応表の窓でレイヤと一緒に保存したものを使い、残りは名前から見つけます。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>{title}: {count} feature(s), {problems} problem(s).</source>
            <translation>{title}：{count} 件の地物、問題 {problems} 件。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Dataset</source>
            <translation>データセット</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Layout</source>
            <translation>様式</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Mapping</source>
            <translation>対応表</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Problems</source>
            <translation>問題</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Encoding of the CSV</source>
            <translation>CSV の文字コード</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Personal fields that an approver releases</source>
            <translation>承認者が公開を許可する個人情報の属性</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>Name of the approver</source>
            <translation>承認者の名前</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>The file to write.</source>
            <translation>書き出すファイルです。</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>GeoJSON</source>
            <translation>GeoJSON</translation>
        </message>
        <message>
            <location filename="../../processing/exportdataset.py" />
            <source>A table of repairs and problems by feature and column, with each feature's number and place; as .gpkg or .geojson a layer of points.</source>
            <translation>修正した所と確認する所の一覧。地物ごと・列ごとに、地物番号と位置が入ります。.gpkg や .geojson なら点のレイヤになります。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Export open GeoJSON</source>
            <translation>公開用の GeoJSON を書き出す</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Writes a layer as GeoJSON that every program reads (RFC 7946), and reads it back to check it.
Places are brought to WGS 84, old Tokyo-datum layers exactly; broken shapes are mended and listed in the report. Personal information stops the export until an approver releases the field by its name. Only a file without a finding takes its place.</source>
            <translation>レイヤを、どのソフトでも読める GeoJSON（RFC 7946）で書き出し、読み直して確かめます。
位置は WGS 84 に変換し、日本測地系のレイヤも正確に扱います。壊れた図形は直して報告書に示します。個人情報が見つかると、承認者が属性名を挙げて許可するまで書き出しません。問題のないファイルだけを保存します。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Only these fields leave the town hall. Left empty: all fields.</source>
            <translation>ここで選んだ属性だけが庁外に出ます。空欄のときは、すべての属性です。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Decimals of longitude and latitude: 7 is a centimetre, 6 a decimetre.</source>
            <translation>経度・緯度の小数点以下の桁数です。7桁で約1 cm、6桁で約10 cmです。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>The licence under which the data is published; it stands in the report with the credit text.</source>
            <translation>データを公開するときのライセンスです。出典の書き方と一緒に報告書に載ります。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>The file to write. An older one is replaced only when the new one is right.</source>
            <translation>書き出すファイルです。前のファイルは、新しいファイルが正しいときだけ置き換わります。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>A page that says what left, how it was checked, and what happened to single features.</source>
            <translation>何を出したか、どう確かめたか、個々の地物に何をしたかを書いたページです。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>{count} feature(s) written, read back and found right.</source>
            <translation>{count} 件の地物を書き出し、読み直して正しいことを確かめました。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>{layer} does not say its reference system, so its places on the earth are unknown. Set the layer's reference system in QGIS (for older town data ask which datum it is on), and export it again.</source>
            <translation>{layer} に座標参照系が設定されていないため、位置がわかりません。QGIS でレイヤの座標参照系を設定してから（古いデータはどの測地系かを確かめてください）、もう一度書き出してください。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Fields that leave</source>
            <translation>公開する属性</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Decimals</source>
            <translation>小数点以下の桁数</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Licence</source>
            <translation>ライセンス</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Report</source>
            <translation>報告書</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>Keep heights (3D)</source>
            <translation>高さ（3D）を残す</translation>
        </message>
        <message>
            <location filename="../../processing/exportopengeojson.py" />
            <source>{count} feature(s): {sentence} The first: {first}.</source>
            <translation>{count} 件の地物：{sentence} 最初の地物：{first}</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Export an open layer in other formats</source>
            <translation>公開用のレイヤをほかの形式で書き出す</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Writes a layer as GeoPackage, FlatGeobuf, Shapefile (CP932, with a table of its shortened names), CSV or GeoJSON, reads each file back and compares it with the layer.
Only chosen fields leave, and personal ones not without an approver. What a format cannot hold is said with its feature, and nothing is written.</source>
            <translation>レイヤを GeoPackage、FlatGeobuf、シェープファイル(CP932。短くした項目名の表つき)、CSV、GeoJSON で書き出し、どのファイルも読み直して元のレイヤと比べます。
選んだ項目だけが出ます。個人情報の項目は、承認者がいなければ出ません。形式に入らないものがあれば、地物を示して知らせ、何も書きません。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>The layer to publish.</source>
            <translation>公開するレイヤです。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>GeoJSON and CSV are in longitude and latitude, the others in EPSG:6677.</source>
            <translation>GeoJSON と CSV は緯度・経度、ほかは EPSG:6677 です。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Files are named after the layer. Older ones of that name are replaced when all new ones are right.</source>
            <translation>ファイル名はレイヤの名前です。同じ名前の古いファイルは、新しいファイルがすべて正しいときにだけ置きかわります。</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Formats</source>
            <translation>形式</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Folder</source>
            <translation>フォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/exportopenlayer.py" />
            <source>Files</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <location filename="../../processing/frames.py" />
            <source>{file} could not be written completely and was removed. Is the disk full? Free some space, then run it again.</source>
            <translation>{file}を最後まで書き込めなかったため、削除しました。ディスクの空きを確かめ、空きを増やしてからもう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Place a folder of scanned map sheets</source>
            <translation>フォルダの図面をまとめて合わせる</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Places every scan in a folder; the sheet code is taken from the file name, such as 09JB164C.tif.

A second run does only what is new or changed. A scan that cannot be placed is listed with its reason and never stops the others. The index layer shows for each scan whether it passed, is unconfirmed (compare the code, the datum and the direction of the lettering by eye) or was refused. What you accept or refuse, in the placing window or by setting 'status' in the index layer, is kept by the next run unless the scan or the settings have changed; 'unconfirmed' takes a decision back.

All sheets of the folder must be drawn on one datum: sort them into one folder a datum first.</source>
            <translation>フォルダーのスキャンをすべて位置合わせします。図郭番号は 09JB164C.tif のようにファイル名から取ります。

2回目からは、新しいものと変わったものだけを処理します。位置を合わせられないスキャンは理由を添えて一覧に出し、ほかの処理は止めません。索引図には、スキャンごとに合格・未確認（図郭番号、測地系、文字の向きを目で確かめてください）・不合格が出ます。確認ウィンドウでの承認・不採用や、索引図の「判定」に入れた値は、スキャンと設定が変わらない限り次の実行でも残ります。「判定」を「未確認」に変えると、前の決定を取り消せます。

フォルダーの図面はすべて同じ測地系のものにしてください。先に測地系ごとにフォルダーを分けます。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>TIFF, JPEG, PNG and PDF files in it.</source>
            <translation>中の TIFF、JPEG、PNG、PDF のファイルを使います。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Stated in the margin of the sheets. A wrong datum is an error of 450 m.</source>
            <translation>図面の欄外に書かれています。測地系を間違えると 450 m ずれます。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Placed sheets, their control points and reports go here; give the same folder to continue a run.</source>
            <translation>位置を合わせた図面、基準点、報告書を入れます。続きから始めるときは同じフォルダを指定します。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>A GeoPackage.</source>
            <translation>GeoPackage です。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Lists every scan, those to look at first.</source>
            <translation>すべてのスキャンの一覧です。確かめたほうがよいものが先に並びます。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Folder with scans</source>
            <translation>スキャンのフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Datum that the sheets were drawn on</source>
            <translation>図面の測地系</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Folder for the placed sheets</source>
            <translation>位置を合わせた図面の保存先</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Summary page</source>
            <translation>まとめのページ</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Unconfirmed</source>
            <translation>未確認</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencefolder.py" />
            <source>Refused (do not use)</source>
            <translation>不合格（使えません）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Place a scanned map sheet</source>
            <translation>スキャンした図面の位置を合わせる</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Places a scanned sheet of the base map by its sheet code.

The neatline's corners and the ticks inside it are found in the scan; the model is chosen by its leave-one-out error. What does not fit the code, the scale or the paper's size is refused, and the report shows why. The datum is never guessed: look for it in the sheet's margin (旧日本測地系 or 日本測地系 is Tokyo Datum, 世界測地系 is JGD2000 or JGD2011).

VERDICT is 'passed' where Tesseract could read the code and the datum in the margin and both are those stated. It is 'unconfirmed' where they could not be read: then compare code, datum and the direction of the lettering by eye before you use the result.</source>
            <translation>スキャンした基本図を、図郭番号によって正しい位置に置きます。

内図郭の四隅と図郭内のトンボをスキャンから見つけ、モデルは1点抜き交差検証の誤差で選びます。図郭番号・縮尺・紙の寸法に合わないものは受け付けず、報告書に理由を示します。測地系は推測しません。図面の欄外で確かめてください（旧日本測地系・日本測地系とあれば旧日本測地系、世界測地系とあれば日本測地系2000か2011です）。

VERDICT は、Tesseract が欄外の図郭番号と測地系を読み取り、どちらも指定と同じなら「passed」（合格）です。読み取れなかったときは「unconfirmed」（未確認）です。使う前に、図郭番号・測地系・文字の向きを目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>TIFF, JPEG, PNG or PDF, scanned with 200 to 400 dpi, with the whole neatline in it. It may lie on its side or upside down where Tesseract can read its lettering.</source>
            <translation>TIFF・JPEG・PNG・PDF。200～400 dpi で、内図郭線全体が写っているもの。Tesseract が文字を読み取れれば、横向きや上下逆でもかまいません。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>As printed on the sheet; hyphens and full-width letters do not matter. A code with two meanings needs its scale: 09JB1642/500.</source>
            <translation>図面に印刷されたとおりに書きます。ハイフンや全角文字があってもかまいません。二通りに読める番号には縮尺を付けます（例：09JB1642/500）。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Stated in the sheet's margin. A wrong datum is an error of 450 m.</source>
            <translation>図面の欄外に書かれています。測地系を間違えると 450 m ずれます。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Needed only for a PDF or TIFF of several pages; the first one is 1.</source>
            <translation>複数ページの PDF・TIFF のときだけ必要です。最初のページが 1 です。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>The QGIS Georeferencer opens this file.</source>
            <translation>QGIS のジオリファレンサで開けるファイルです。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>A page with the picture, the residuals and the verdict; written for a refused sheet, too.</source>
            <translation>図面の画像、残差、判定を載せたページです。受け付けなかった図面についても書き出します。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>TKY2JGD or PatchJGD as the town has it, used instead of what the plugin brings. Left empty, the one in this PC's settings is used; where there is none, JGD2000 and JGD2011 are taken as equal and the report says so.</source>
            <translation>町が持つ TKY2JGD または PatchJGD のファイル。プラグインに付属のものの代わりに使います。空欄なら、このパソコンの設定にあるものを使います。設定にもなければ日本測地系2000と2011を同じとみなし、報告書にそう書きます。</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Parameter file of GSI (.par)</source>
            <translation>国土地理院のパラメータファイル（.par）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Scanned sheet</source>
            <translation>スキャンした図面</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Sheet code (such as 09JB164C)</source>
            <translation>図郭番号（例：09JB164C）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Datum that the sheet was drawn on</source>
            <translation>図面の測地系</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Control points</source>
            <translation>基準点</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Model</source>
            <translation>変換モデル</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Reference system of the result</source>
            <translation>結果の座標参照系</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Transparent outside the neatline</source>
            <translation>内図郭線の外を透明にする</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Placed sheet</source>
            <translation>位置を合わせた図面</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Control points found</source>
            <translation>見つかった基準点</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Leave-one-out error (m)</source>
            <translation>一点ずつ外して確かめた誤差（m）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Largest leave-one-out error (m)</source>
            <translation>一点ずつ外して確かめた誤差の最大（m）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Verdict</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Page of a file with several</source>
            <translation>ページ番号（複数ページのファイル）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Tokyo Datum (drawn before April 2002)</source>
            <translation>日本測地系（2002年3月以前の図面）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Best by leave-one-out error</source>
            <translation>自動（一点抜き誤差が最小のもの）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Helmert (4 parameters)</source>
            <translation>ヘルマート変換（4 係数）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Affine (6 parameters)</source>
            <translation>アフィン変換（6 係数）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Projective (8 parameters)</source>
            <translation>射影変換（8 係数）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Polynomial of 2nd degree (12 parameters)</source>
            <translation>2 次多項式（12 係数）</translation>
        </message>
        <message>
            <location filename="../../processing/georeferencesheet.py" />
            <source>Thin-plate spline</source>
            <translation>薄板スプライン</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>Hub history</source>
            <translation>共通基盤の履歴を見る</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>Lists who changed what in the shared map, when and why: a row for each changed field of each feature.
For one layer, one feature or a period, or everything.</source>
            <translation>共通基盤で、だれが、いつ、何を、なぜ変えたかを一覧にします。地物ごと、変わった項目ごとに一行です。
一つのレイヤ、一つの地物、期間、または全部について出せます。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>The title of one layer. Left empty: all of them.</source>
            <translation>レイヤの表題です。空欄のときは、すべてのレイヤです。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>The uuid of one feature. Left empty: all of them.</source>
            <translation>地物の uuid です。空欄のときは、すべての地物です。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>The first day. Left empty: from the beginning.</source>
            <translation>最初の日。空欄のときは、初めからです。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>The last day. Left empty: until today.</source>
            <translation>最後の日。空欄のときは、今日までです。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>A table, newest last.</source>
            <translation>新しいものが最後になる表です。</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>(a shape)</source>
            <translation>（図形）</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>Feature</source>
            <translation>地物</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>From</source>
            <translation>開始日</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>Until</source>
            <translation>終了日</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>History</source>
            <translation>履歴</translation>
        </message>
        <message>
            <location filename="../../processing/hubhistory.py" />
            <source>Number of changes</source>
            <translation>変更の数</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Import dataset</source>
            <translation>公開された CSV を取り込む</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Reads a CSV that a town has published, as it is, and makes a layer of it.
Every row comes in. What is certain is repaired (lost zeros, width, dashes, swapped coordinates, dates) and each repair is listed; what would be a guess is left as it is and listed too.
A population table, which has no coordinates, takes the shapes of the areas of the same code or name.</source>
            <translation>町が公開したCSVをそのまま読み、レイヤにします。
すべての行が入ります。確かなもの(消えた先頭の0、全角・半角、長音、緯度・経度の逆、日付)は直して一覧に載せ、推測になるものは直さずに一覧に載せます。
位置のない人口表には、同じコードか名前の区域の形が付きます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>UTF-8 with or without BOM, or CP932 (Shift_JIS).</source>
            <translation>UTF-8（BOM の有無は問いません）か CP932（Shift_JIS）です。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Its id such as aed, its Japanese title, or a definition file (.json). Left empty: recognised by the columns.</source>
            <translation>aed などの ID、日本語の名前、または定義ファイル（.json）です。空欄のときは、項目から判断します。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Districts or blocks whose code or name stands in the table. Left empty: the rows are placed by their latitude and longitude.</source>
            <translation>表にあるコードか名前をもつ、地区や町丁目の区域です。空なら、緯度・経度で位置を決めます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Left empty: the field that means the same as the table's area code or area name.</source>
            <translation>空なら、表の地域コードか地域名と同じ意味の項目を使います。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Points in JGD2011 longitude and latitude (EPSG:6668), one feature a row; with areas their shapes.</source>
            <translation>1行を1地物とする、JGD2011の経緯度(EPSG:6668)の点。区域を選んだときは区域の形です。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>A table of every repair and of everything that a person must look at, by row and column, with the feature's number and place; as .gpkg or .geojson a layer of points.</source>
            <translation>修正した所と人が確認する所の一覧。行・列・地物番号・位置が入ります。.gpkg や .geojson なら点のレイヤになります。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>no known dataset</source>
            <translation>既知のデータセットではありません</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>{title}: {count} row(s), {repaired} repair(s), {problems} problem(s).</source>
            <translation>{title}：{count} 行、直したところ {repaired} 件、問題 {problems} 件。</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>CSV file</source>
            <translation>CSV ファイル</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Areas of a population table</source>
            <translation>人口表の区域</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Code or name of the areas</source>
            <translation>区域のコードまたは名前</translation>
        </message>
        <message>
            <location filename="../../processing/importdataset.py" />
            <source>Repairs and problems</source>
            <translation>直したところと問題</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Import drone photos</source>
            <translation>ドローン写真を取り込む</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Puts the photos of a folder on the map: where each camera was, the damage point that it looked at, and the ground that it shows.

With a terrain model the camera's axis is followed to the ground; without one the ground is taken to be flat at the height of the take-off. Every file that could not be placed is in the table of rejected files, with the reason. Each damage point has an ellipse in which the true place lies in 95 of 100 cases.</source>
            <translation>フォルダの写真を地図に載せます。カメラの位置、カメラが向いていた被害地点、写っている地面の範囲がわかります。

標高データがあれば、カメラの向きを地面までたどります。なければ、離陸地点の高さの平らな地面とみなします。位置のわからなかったファイルは、すべて理由と一緒に表に残ります。被害地点には、100回のうち95回は本当の位置が入る楕円が付きます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>JPEG, TIFF, DNG and HEIC files; the photos themselves are not changed.</source>
            <translation>JPEG、TIFF、DNG、HEIC のファイルです。写真そのものは変更しません。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>A card has a folder for each hundred or thousand photos.</source>
            <translation>カードの中では、写真が100枚や1000枚ごとのフォルダに分かれています。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Heights in metres above sea level. Without one, damage points on slopes are wrong by tens of metres.</source>
            <translation>海抜の高さ（メートル）です。これがないと、斜面の被害地点は数十メートルずれます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Such as +09:00 or Asia/Tokyo. Photos that state their zone or carry GPS time do not need it.</source>
            <translation>+09:00 や Asia/Tokyo のように書きます。時間帯や GPS の時刻が記録された写真には使いません。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Seconds or hours:minutes:seconds to add, such as -75 or 0:01:15; for a folder of the card or for a flight by its number: 100MEDIA=-75; 2=0:01:15.</source>
            <translation>加える秒数、または 時:分:秒（例：-75、0:01:15）。カードのフォルダごと、またはフライトの番号ごとに 100MEDIA=-75; 2=0:01:15 のように書けます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Place photos without a position by their time, each flight by the track that covers it. A GPX file that lies in a folder of photos is used for these without being chosen here.</source>
            <translation>位置のない写真を撮影時刻から地図に置きます。フライトごとに、その時間を含むトラックを使います。写真のフォルダにあるGPXファイルは、ここで選ばなくても、そのフォルダの写真に使われます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>The shared map that the cameras and damage points go into; a work copy of it will do. Only photos that it does not have are added, whatever they are called. What staff have entered, moved or deleted stays.</source>
            <translation>撮影位置と被害箇所を入れる共通基盤。作業用コピーを指定してもかまいません。ファイル名にかかわらず、まだない写真だけを加えます。職員が入力・移動・削除したものはそのまま残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Where the town keeps its photos, such as N:\photos. Paths in the hub count from there or from the hub, so that the folder may move to another drive.</source>
            <translation>町の写真を置いているフォルダ（例：N:\photos）。共通基盤では、このフォルダまたは共通基盤からの相対パスで写真を覚えるので、別のドライブに移しても開けます。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Who brings the photos into the hub. Left empty: the account's name on this PC.</source>
            <translation>写真を共通基盤に入れる人の名前。空欄なら、このPCのアカウント名になります。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Photos of {folder}</source>
            <translation>{folder} の写真</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>The hub has {new} new photos in version {number}; it had {known} of them already, by their content.</source>
            <translation>共通基盤の版 {number} に新しい写真が {new} 枚入りました。{known} 枚は、内容が同じものがすでにありました。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>{cameras} photos placed, {damage} of them with a damage point; {rejected} files not placed.</source>
            <translation>{cameras} 枚の写真を地図に置きました（うち被害地点あり {damage} 枚）。置けなかったファイルは {rejected} 個です。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Folder of photos</source>
            <translation>写真のフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Folders below it, too</source>
            <translation>中のフォルダも含める</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Time zone of the camera's clock</source>
            <translation>カメラの時計の時間帯</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Correction of the camera's clock</source>
            <translation>カメラの時計の補正</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>GPX tracks</source>
            <translation>GPXトラック</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Photos new to the hub</source>
            <translation>新しく入った写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Photos that the hub had</source>
            <translation>すでにあった写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Footprints</source>
            <translation>写っている範囲</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Files not placed</source>
            <translation>置けなかったファイル</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Number of photos placed</source>
            <translation>地図に置いた写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Number of files not placed</source>
            <translation>置けなかったファイルの数</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>{count} points stay away: staff have deleted them.</source>
            <translation>{count} 件は職員が削除したものなので、戻しませんでした。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Some photos lie neither in the hub's folder nor in the photo folder: others cannot open them. Copy them there; they are found by their content.</source>
            <translation>共通基盤のフォルダにも写真フォルダにもない写真があります。ほかの人は開けません。どちらかにコピーしてください。内容から自動で見つかります。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Flight {flight}: {count} photos; the drone's own altitude is {difference} m off the terrain.</source>
            <translation>飛行 {flight}：写真 {count} 枚。ドローンの記録した高度は、地形と {difference} m ずれています。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Where each camera was (PointZ), how that is known, and its direction.</source>
            <translation>カメラの位置（PointZ）と、その根拠、向き。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Where the middle of each photo meets the ground.</source>
            <translation>写真の中心が地面と交わる位置。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>The ground in each photo; open where it reaches the horizon.</source>
            <translation>写真に写っている地面の範囲。地平線まで写る側は開いています。</translation>
        </message>
        <message>
            <location filename="../../processing/importdronephotos.py" />
            <source>Each with its reason.</source>
            <translation>ファイルごとに理由が分かります。</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Move hub to PostGIS</source>
            <translation>共通基盤を PostGIS へ移す</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Moves the shared map from the file share to a PostgreSQL server with PostGIS: layers, catalogue and history. Every layer is proved: number of features, hash over all rows, extent.
If it is interrupted, run it again: it goes on where it was. Only when everything has arrived does the folder on the share point to the server; it takes no more edits then, but stays as it is. 'Check hub' with a backup folder writes a hub on a server out as a folder again.</source>
            <translation>共通基盤を、共有フォルダーから PostGIS の入った PostgreSQL サーバーへ移します。レイヤ、台帳、履歴のすべてです。レイヤごとに、地物の数、全行のハッシュ、範囲が一致することを確かめます。
途中で止まったら、もう一度実行してください。続きから始まります。すべて届いてから、共有フォルダーの共通基盤がサーバーを指すようになります。そのあとは編集を受け付けませんが、中身はそのまま残ります。サーバーの共通基盤は、「共通基盤を点検する」でバックアップ先を選ぶと、フォルダーの形に書き戻せます。</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>A connection of QGIS's browser panel. User and password must lie in QGIS's authentication store; away from this PC the connection is always encrypted.</source>
            <translation>QGIS のブラウザパネルで作った接続です。ユーザー名とパスワードは QGIS の認証データベースに入れておいてください。ほかの PC への接続は必ず暗号化されます。</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>The name of a new schema in the database; it must not exist yet.</source>
            <translation>データベースの中に新しく作るスキーマの名前です。まだ無い名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>The hub is on the server: {place}</source>
            <translation>共通基盤はサーバーに移りました: {place}</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Enter this address as hub in the options of Shimonita GIS on every PC.</source>
            <translation>すべての PC で、Shimonita GIS の設定の「共通基盤」にこのアドレスを入れてください。</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>PostgreSQL connection</source>
            <translation>PostgreSQL の接続</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Schema for the hub</source>
            <translation>共通基盤を入れるスキーマ</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Address of the hub</source>
            <translation>共通基盤のアドレス</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>Features</source>
            <translation>地物の数</translation>
        </message>
        <message>
            <location filename="../../processing/movehubtopostgis.py" />
            <source>{layer}: {count} feature(s), hash {hash}, proved.</source>
            <translation>{layer}: 地物 {count} 件、ハッシュ {hash}、一致を確かめました。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Photos on the ground</source>
            <translation>写真を地面に広げる</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Lays each imported photo on the terrain as a GeoTIFF, and all of them together as a mosaic of the best views: a picture of the valley within the hour, without a photogrammetry server.

It is as accurate as the photos' positions, a few metres; it does not replace a survey.</source>
            <translation>取り込んだ写真を1枚ずつ地形に重ねて GeoTIFF にし、よく見える部分をつないだ1枚の画像も作ります。写真測量のサーバがなくても、1時間以内に現場全体の画像ができます。

精度は写真の位置と同じ数メートルで、測量の代わりにはなりません。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>The layer of cameras from 'Import drone photos'; the photos must still be where they were.</source>
            <translation>「ドローン写真を取り込む」でできたカメラの位置のレイヤです。写真は元の場所に置いたままにしてください。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Without one the photos are laid on flat ground at take-off height.</source>
            <translation>ないときは、離陸地点の高さの平らな地面に写真を広げます。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>0.05 is fine enough for damage to houses and roads.</source>
            <translation>家や道路の被害を見るには 0.05 で十分です。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>One GeoTIFF for each photo.</source>
            <translation>写真1枚ごとの GeoTIFF です。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>All photos in one.</source>
            <translation>すべての写真をつないだ1枚です。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>{count} photos laid out, pixel size {step} m.</source>
            <translation>{count} 枚の写真を広げました（画素の大きさ {step} m）。</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Pixel size (m); 0: the photos' own</source>
            <translation>画素の大きさ（m）。0 のときは写真に合わせます</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Folder for single photos</source>
            <translation>1枚ごとの写真の保存先</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Mosaic</source>
            <translation>つないだ画像</translation>
        </message>
        <message>
            <location filename="../../processing/orthophotos.py" />
            <source>Number of photos laid out</source>
            <translation>広げた写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/photohub.py" />
            <source>The photos lie far from the town and have no place in the hub. Check the folder, or import them without a hub.</source>
            <translation>写真が町から遠く、共通基盤には入れられません。フォルダを確かめるか、共通基盤を指定せずに取り込んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Photos of a place</source>
            <translation>場所が写った写真を探す</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Finds every imported photo that saw a place, the nearest and steepest first, with the pixel at which the place is seen.

With a terrain model, photos from which a ridge hid the place are left out.</source>
            <translation>取り込んだ写真のうち、その場所が写っているものをすべて探します。近くて真上に近いものから順に、写真のどの画素に写っているかを示します。

標高データがあれば、尾根に隠れて見えない写真を除きます。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Click on the map or write x,y.</source>
            <translation>地図をクリックするか、x,y を書きます。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Gives the place's height and tells what is hidden. Without one the ground is flat at take-off height.</source>
            <translation>場所の高さと、隠れて見えないかどうかがわかります。ないときは、離陸地点の高さの平らな地面とみなします。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>In the order of their use.</source>
            <translation>役に立つ順に並びます。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>{count} photos saw the place.</source>
            <translation>この場所が写った写真は {count} 枚です。</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Place</source>
            <translation>場所</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Photos of the place</source>
            <translation>場所が写った写真</translation>
        </message>
        <message>
            <location filename="../../processing/photosofplace.py" />
            <source>Number of photos</source>
            <translation>写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Provide data to an applicant</source>
            <translation>申請者にデータを渡す</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Cuts an area out of the hub's open layers and packs it for an applicant: data in the formats asked for, a map to print, terms of use and a note in plain words.
Layers that may not leave are not offered, and personal fields never leave. The application is entered in the hub's ledger, and nothing of the applicant goes into the package.</source>
            <translation>共通基盤の公開できるレイヤから範囲を切り出し、申請者に渡すひとまとめのファイルを作ります。希望の形式のデータ、印刷用の地図、利用条件、やさしい説明が入ります。
外に出せないレイヤは選べず、個人情報の項目は決して出ません。申請は共通基盤の台帳に記録され、申請者の情報はファイルに入りません。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>As the online form delivers it, CSV or XML. What is filled in below goes before what it says.</source>
            <translation>電子申請から出てきたままの CSV または XML です。下の欄に書いたことが、ファイルの内容より優先されます。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>A layer of polygons; of these the selected ones, if any are selected. It goes before the area above.</source>
            <translation>面のレイヤです。選択した面があれば、それだけを使います。上の「範囲」より優先されます。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Left empty: those that the application names, else a map to print and GeoJSON.</source>
            <translation>空欄なら申請にある形式、なければ印刷用の地図と GeoJSON です。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>One file to hand over.</source>
            <translation>申請者に渡す一つのファイルです。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Application</source>
            <translation>申請</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Area drawn in a layer</source>
            <translation>レイヤに描いた範囲</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Paper of the map</source>
            <translation>地図の用紙</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Package</source>
            <translation>渡すファイル</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Packages (*.zip)</source>
            <translation>渡すファイル (*.zip)</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Number of the application</source>
            <translation>申請番号</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>{title}: {count} feature(s).</source>
            <translation>{title}：{count} 件の地物。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Forms (*.csv *.xml)</source>
            <translation>申請ファイル (*.csv *.xml)</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Map to print (PDF)</source>
            <translation>印刷用の地図(PDF)</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>GeoPackage</source>
            <translation>GeoPackage</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>FlatGeobuf</source>
            <translation>FlatGeobuf</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Shapefile</source>
            <translation>シェープファイル</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Table (CSV)</source>
            <translation>表(CSV)</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Left empty: the number in the file. A number that waits in the ledger needs no file.</source>
            <translation>空欄なら、ファイルにある番号です。台帳で回答待ちの番号なら、ファイルは要りません。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Purpose</source>
            <translation>利用目的</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>What the applicant wants the data for. It stays in the ledger.</source>
            <translation>申請者がデータを使う目的です。台帳だけに残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Titles of open layers, with a semicolon between. Left empty: those of the application, else all.</source>
            <translation>公開できるレイヤの名前を、セミコロンで区切って書きます。空欄なら申請にあるレイヤ、なければ全部です。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Area</source>
            <translation>範囲</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>A sheet code, the name of a district, a parcel number, or a polygon as WKT (EPSG:6677).</source>
            <translation>図郭番号、地区の名前、地番、または WKT で書いた面(EPSG:6677)です。</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Name of the officer</source>
            <translation>担当者の名前</translation>
        </message>
        <message>
            <location filename="../../processing/providedata.py" />
            <source>Who answers the application. The name stands in the ledger.</source>
            <translation>申請に回答する人です。名前は台帳に残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Publish disaster map</source>
            <translation>災害の地図を公開</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Makes a folder with a map for residents that opens without any connection: from a USB stick, a share, or any web server.
Map, list, search by district, print, plain Japanese with furigana, and English; GeoJSON, a feed (Atom) and an alert (CAP 1.2) lie beside it. Without the name of an approver everything is marked as a draft. The last map is replaced in one step and stays in the folder 'earlier'.</source>
            <translation>住民向けの地図のフォルダを作ります。USBメモリでも共有フォルダでもWebサーバでも、ネットワークにつながずに開けます。
地図、一覧、地区での検索、印刷、ふりがな付きのやさしい日本語、英語に対応し、GeoJSON、Atomフィード、CAP 1.2 の警報も一緒に入ります。承認者の名前がないときは、すべてに下書きと表示します。前の地図は一度に置き換わり、フォルダ「earlier」に残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Who says that this may leave. Left empty: a draft.</source>
            <translation>公開してよいと決めた人の名前。空なら下書きになります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>The hub knows who may approve, and keeps who did and when. Without it the name is taken as it is.</source>
            <translation>共通基盤には、承認できる人の名簿があり、だれがいつ承認したかが残ります。指定しなければ、名前をそのまま使います。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>The department and phone number that residents may call.</source>
            <translation>住民が問い合わせる課と電話番号。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>An empty or new folder, or the last map, which the new one replaces.</source>
            <translation>空のフォルダか新しいフォルダ。前の地図のフォルダなら、新しいものに置き換えます。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Contact</source>
            <translation>問い合わせ先</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Folder of the map</source>
            <translation>地図のフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Status of the alert</source>
            <translation>警報の状態</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Districts</source>
            <translation>地区</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Lines of the background</source>
            <translation>背景の線</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Show the remarks on damage points</source>
            <translation>被害箇所の備考も載せる</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Older maps to keep</source>
            <translation>残しておく前の地図の数</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Approved, confirmed points are shown. Unconfirmed ones never are.</source>
            <translation>承認され、確認済の箇所を載せます。未確認の箇所は載せません。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Closed roads</source>
            <translation>通行規制</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Lines or points of closed roads.</source>
            <translation>通行規制の線または点。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Evacuation sites</source>
            <translation>避難場所</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>Points of evacuation sites.</source>
            <translation>避難場所の点。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>{count} feature(s) are not approved; they are not on the map.</source>
            <translation>{count}件は承認されていないので、地図に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>{count} damage point(s) are not confirmed; they are not on the map.</source>
            <translation>被害箇所{count}件は確認済でないので、地図に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>{count} photo(s) show no damage; they are not on the map.</source>
            <translation>写真{count}枚は異常なしなので、地図に載せていません。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>{count} photo(s) belong to an incident that is on the map already.</source>
            <translation>写真{count}枚は、すでに地図に載せた災害と同じものです。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>The map is approved and may be given out.</source>
            <translation>この地図は承認済です。配ることができます。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>The map is marked as a draft, since no approver is given. Do not give it out.</source>
            <translation>承認者の名前がないので、下書きと表示しました。配らないでください。</translation>
        </message>
        <message>
            <location filename="../../processing/publishdisastermap.py" />
            <source>The map is marked as an exercise.</source>
            <translation>訓練と表示しました。</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>Publish release</source>
            <translation>公開データ一式を作る</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>Writes every layer that the catalogue marks open as GeoJSON and CSV into one folder, each checked.
With the list of open data, a catalogue (DCAT), licence and credit, checksums, a map to look at it all (preview.html), and the difference to the last release, feature by feature. A person approves it. Nothing in the folder refers to the internet; the last release stays as it is until the new one is whole.</source>
            <translation>カタログで「公開」になっているレイヤをすべて、GeoJSON と CSV で一つのフォルダに書き出し、それぞれ検査します。
オープンデータ一覧、データカタログ（DCAT）、利用条件と出典、チェックサム、全体を見る地図（preview.html）、前回の公開との違い（一件ずつ）が付きます。人が承認します。フォルダの中身はインターネットを参照しません。新しいものができあがるまで、前回の公開はそのまま残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>For layers whose catalogue entry names none.</source>
            <translation>台帳にライセンスが書かれていないレイヤに使います。</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>Who says that these layers may leave: an approver of this hub. The hub keeps who approved, and when.</source>
            <translation>これらのレイヤの公開を承認する人（このハブの承認者）。誰がいつ承認したかはハブに残ります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>An empty or new folder, or the last release, which the new one replaces.</source>
            <translation>空のフォルダか新しいフォルダ、または前回の公開データのフォルダです。前回のものは新しい一式に置き換わります。</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>Release folder</source>
            <translation>公開データのフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/publishrelease.py" />
            <source>Not in the release, since the catalogue does not mark them open: {layers}</source>
            <translation>台帳で公開の印がないため、公開データに含めていません：{layers}</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Refine photo positions</source>
            <translation>写真の位置を調整する</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Finds what overlapping photos both show and shifts, turns and scales the photos so that they agree.

For photos that look down. Photos whose picture some program has turned by half are found and turned back. The disagreement before and after is reported; a correction too large to be believed is not made.</source>
            <translation>重なり合う写真の両方に写っているものを探し、写真どうしが合うように動かし、回し、大きさを整えます。

真下を向いた写真に使います。ほかのソフトで半回転された写真は、見つけて元の向きに戻します。調整の前と後のずれを示します。信じられないほど大きな補正は行いません。</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Can be used like the cameras.</source>
            <translation>カメラの位置のレイヤと同じように使えます。</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Places seen twice disagreed by {before} m, now by {after} m (median).</source>
            <translation>二枚に写った場所のずれは {before} m でしたが、{after} m になりました（中央値）。</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Refined cameras</source>
            <translation>調整したカメラの位置</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Disagreement before (m, median)</source>
            <translation>調整前のずれ（m、中央値）</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Disagreement after (m, median)</source>
            <translation>調整後のずれ（m、中央値）</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>Number of turned photos</source>
            <translation>半回転していた写真の数</translation>
        </message>
        <message>
            <location filename="../../processing/refinecameras.py" />
            <source>{photo}: its picture has been turned by half after the flight.</source>
            <translation>{photo}：飛行のあとで画像が半回転されています。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>Restore from hub history</source>
            <translation>前の版に戻す</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>Brings back a feature, a layer or the whole shared map as it was in an earlier version.
It becomes a new version on top; the history stays. With an output file nothing is changed in the hub: the earlier state is only written there, to look at.</source>
            <translation>地物、レイヤ、または共通基盤全体を、前の版の状態に戻します。
戻した状態は新しい版として加わり、履歴はそのまま残ります。出力ファイルを指定したときは共通基盤を変更せず、前の状態をそのファイルに書き出すだけなので、中身を見て確かめられます。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>The version to go back to; 'Hub history' lists them.</source>
            <translation>戻りたい版の番号です。「共通基盤の履歴を見る」で一覧を見られます。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>The title of one layer. Left empty: the whole hub.</source>
            <translation>レイヤの表題です。空欄のときは、共通基盤全体です。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>The uuid of one feature of that layer. Left empty: the whole layer.</source>
            <translation>そのレイヤの地物の uuid です。空欄のときは、レイヤ全体です。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>With a file name here the hub is not changed.</source>
            <translation>ここにファイル名を入れると、共通基盤は変更されません。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>Who brings it back. Left empty: the account's name on this PC.</source>
            <translation>元に戻す人の名前。空欄のときは、この PC のアカウント名です。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>One sentence for the history.</source>
            <translation>履歴に残す一文です。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>The hub is on version {number} now.</source>
            <translation>共通基盤は版 {number} になりました。</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>Version</source>
            <translation>版</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>Only write it to a file</source>
            <translation>ファイルに書き出すだけにする</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>What you did, and why</source>
            <translation>何を、なぜ変えたか</translation>
        </message>
        <message>
            <location filename="../../processing/restorehub.py" />
            <source>New version of the hub</source>
            <translation>共通基盤の新しい版</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>Map sheets of an area</source>
            <translation>範囲の図郭を描く</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>Draws the neatlines of the base map's sheets that cover an area, with their codes.

Sheets on the Tokyo Datum lie some 450 m beside those of the same code on the newer datums; the result is in EPSG:6677 for all of them. The columns west to north are metres on the sheet's own datum.</source>
            <translation>範囲にかかる基本図の内図郭線を、図郭番号と一緒に描きます。

日本測地系の図郭は、同じ番号の新しい測地系の図郭から約 450 m ずれます。結果はどれも EPSG:6677 です。west から north までの列は、その図郭の測地系でのメートルの値です。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>The sheets that touch this area are drawn.</source>
            <translation>この範囲にかかる図郭を描きます。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>The scale of the sheets.</source>
            <translation>図郭の縮尺です。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>Stated in the margin of the sheets.</source>
            <translation>図面の欄外に書かれています。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>One polygon a sheet.</source>
            <translation>図郭一つが一つのポリゴンになります。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>The area has {count} sheets. Choose a smaller area or a coarser level.</source>
            <translation>この範囲には図郭が {count} 枚あります。範囲を狭くするか、もっと小さい縮尺を選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>{count} sheets.</source>
            <translation>図郭は {count} 枚です。</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>Level</source>
            <translation>地図情報レベル</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>Map sheets</source>
            <translation>図郭</translation>
        </message>
        <message>
            <location filename="../../processing/sheetindex.py" />
            <source>{file} cannot be written ({reason}). Choose another folder and run it again.</source>
            <translation>{file} に書き込めません（{reason}）。別のフォルダを選んで、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Sync hub</source>
            <translation>共通基盤と同期する</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Sends your edits to the shared map and brings in those of others, in one step.
Edits of different features and different fields go together. Where two people changed the same thing, the hub keeps what came first, and the other value is listed here and kept in the hub until somebody decides. Save your edits in QGIS before. If the sync is interrupted, run it again.</source>
            <translation>あなたの編集を共通基盤へ送り、ほかの人の編集を受け取ることを、一度に行います。
違う地物や違う属性への編集は、どちらも反映されます。同じところを二人が変えたときは、先に届いたほうが共通基盤に入り、もう一方の値は競合として一覧に示して、だれかが決めるまで共通基盤に保管します。先に QGIS で編集を保存してください。途中で切れたときは、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>The GeoPackage that 'Check out layers' made.</source>
            <translation>「作業用コピーを作る」で作った GeoPackage です。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Left empty: the name given when the layers were checked out.</source>
            <translation>空欄のときは、作業用コピーを作ったときの名前になります。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Only when the hub's folder was moved since the last sync: where it is now.</source>
            <translation>前回の同期のあとで共通基盤のフォルダを移したときだけ、今の場所を指定します。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>A point for each thing that two people changed, with both values.</source>
            <translation>二人が同じところを変えた場所を、両方の値と一緒に点で示します。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>{sent} feature(s) sent, {received} received; the work copy is on version {number}.</source>
            <translation>{sent} 件を送り、{received} 件を受け取りました。作業用コピーは版 {number} です。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Conflicts</source>
            <translation>食い違い</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Features sent</source>
            <translation>送った地物の数</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>Features received</source>
            <translation>受け取った地物の数</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>{count} conflict(s) to decide.</source>
            <translation>決める必要のある競合が {count} 件あります。</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>same field</source>
            <translation>同じ属性</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>same shape</source>
            <translation>同じ図形</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>changed here, deleted there</source>
            <translation>こちらで変更、相手が削除</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>deleted here, changed there</source>
            <translation>こちらで削除、相手が変更</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>field was removed</source>
            <translation>属性がなくなった</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>layer was removed</source>
            <translation>レイヤがなくなった</translation>
        </message>
        <message>
            <location filename="../../processing/synchub.py" />
            <source>not allowed</source>
            <translation>権限がない</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Report on the use of the map</source>
            <translation>利用状況の報告を作る</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Tells how the shared map was used in a period, by department and layer, compared with the period before: sessions, edits, releases, disaster maps, data given to applicants.
As a page with bars, a table (CSV) and a PDF, ready for a meeting. It names no person.</source>
            <translation>ある期間に共有地図がどう使われたかを、課とレイヤごとに、前の期間と比べてまとめます。作業、編集、公開、災害地図、窓口での提供を数えます。
グラフのあるページ、表(CSV)、PDF ができ、そのまま会議に使えます。個人の名前は出ません。</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>The first day of the period.</source>
            <translation>期間の最初の日です。</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>The last day of the period.</source>
            <translation>期間の最後の日です。</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>An empty or new folder, or the last report, which the new one replaces.</source>
            <translation>空のフォルダか新しいフォルダ、または前回の報告(新しい報告に置きかわります)。</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Give the first and the last day of the period.</source>
            <translation>期間の最初の日と最後の日を入れてください。</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Folder of the report</source>
            <translation>報告のフォルダ</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Edits</source>
            <translation>編集の件数</translation>
        </message>
        <message>
            <location filename="../../processing/usagereport.py" />
            <source>Data provisions</source>
            <translation>窓口提供の件数</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Sheet to linework</source>
            <translation>図面から線を取り出す</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Turns the drawing on a placed sheet into layers: its linework, the closed shapes between the lines, and a point for each piece of lettering.
The layers are in JGD2011 plane rectangular zone IX (EPSG:6677). A scan without a place gives its pixel frame, x right and y down. Lettering, hatching, ticks and specks are kept out of the linework, and of a placed sheet only the inside of its neatline is taken; look over the result before it goes to the hub.</source>
            <translation>位置を合わせた図面の絵を、レイヤに変えます。線、線で囲まれた形、注記ごとの点ができます。
レイヤは JGD2011 平面直角座標系 第9系（EPSG:6677）です。位置のないスキャンのときは、右が x、下が y の画素の座標になります。注記、ハッチ、トンボ、汚れは線に入れません。位置を合わせた図面からは、図郭線の内側だけを取り出します。共通基盤に入れる前に、結果を見て確かめてください。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>A scanned sheet, best placed with 'Place a scanned sheet' first.</source>
            <translation>スキャンした図面です。先に「スキャンした図面の位置を合わせる」を実行しておくのがおすすめです。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Left empty: the whole sheet.</source>
            <translation>空欄のときは、図面全体です。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Follow one colour of ink only.</source>
            <translation>一つの色の線だけを取り出します。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>With Tesseract and its Japanese on this computer each piece of lettering gets its text.</source>
            <translation>この PC に Tesseract とその日本語データがあれば、注記ごとに読み取った文字が付きます。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>{file} is not an image that can be read. Choose a scanned map.</source>
            <translation>{file} は読める画像ではありません。スキャンした図面を選んでください。</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Sheet</source>
            <translation>図面</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Part of the sheet</source>
            <translation>図面のうち使う範囲</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Ink</source>
            <translation>線の色</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Read the lettering</source>
            <translation>注記を読み取る</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>All inks</source>
            <translation>すべての色</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Black</source>
            <translation>黒</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Red</source>
            <translation>赤</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Blue</source>
            <translation>青</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Green</source>
            <translation>緑</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Brown</source>
            <translation>茶</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Linework</source>
            <translation>線</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Closed shapes</source>
            <translation>閉じた面</translation>
        </message>
        <message>
            <location filename="../../processing/vectorizesheet.py" />
            <source>Lettering</source>
            <translation>注記（文字）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/following.py" />
            <source>Until {moment}</source>
            <translation>{moment} まで</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Usually from {low} to {high}.</source>
            <translation>通常は {low} から {high} までの値です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>{label} (personal)</source>
            <translation>{label}（個人情報）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>(not stated)</source>
            <translation>（未記入）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>A time as 9:00 or 17:15.</source>
            <translation>時刻は 9:00 や 17:15 のように書きます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>A phone number as 0274-82-2111, in half-width digits.</source>
            <translation>電話番号は 0274-82-2111 のように半角で書きます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>An address as https://…</source>
            <translation>https://… のように書きます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Damage</source>
            <translation>被害</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Response</source>
            <translation>対応</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Where it is</source>
            <translation>場所</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Photo</source>
            <translation>写真</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Losses in numbers</source>
            <translation>被害数量</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>How it was taken</source>
            <translation>撮影の情報</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Position and direction</source>
            <translation>位置と向き</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Lens</source>
            <translation>レンズ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/forms.py" />
            <source>Further fields</source>
            <translation>その他の項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/layersource.py" />
            <source>The layer {layer} could not be read while the file was being saved. Try again in a moment.</source>
            <translation>ファイルの保存中だったため、レイヤ {layer} を読めませんでした。少し待ってから、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/layoutitems.py" />
            <source>Cancelled; nothing was written.</source>
            <translation>中止しました。何も書き込んでいません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/photopictures.py" />
            <source>Small pictures of {count} photos</source>
            <translation>写真{count}枚の縮小画像を作成</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/photopictures.py" />
            <source>The photo {photo} is being fetched: point at it again.</source>
            <translation>写真{photo}を読み込んでいます。もう一度指してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/printing.py" />
            <source>{file} cannot be written. Choose another folder.</source>
            <translation>{file} に書き込めません。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>{file} exists already. Open it, or rename it to make a new one.</source>
            <translation>{file} はすでにあります。それを開くか、名前を変えてから新しく作ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Shared map: {name}</source>
            <translation>共有地図：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Never published (personal): {fields}</source>
            <translation>公開しない項目（個人情報）：{fields}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Only in this work copy</source>
            <translation>この作業用コピーだけのレイヤ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>All departments</source>
            <translation>各課共通</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Department: {value}</source>
            <translation>担当課：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Source: {value}</source>
            <translation>出典：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Source sheet: {value}</source>
            <translation>元の図郭：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Drawn for 1:{value}</source>
            <translation>縮尺 1:{value} 用</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Accuracy: {value} m</source>
            <translation>精度：{value} m</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Updated: {value}</source>
            <translation>更新：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Licence: {value}</source>
            <translation>利用条件：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/project.py" />
            <source>Survey approval: {value}</source>
            <translation>測量成果の承認番号：{value}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>{layers}: the hub offers no such layer. Offered are: {offered}.</source>
            <translation>{layers}: 共通基盤に、渡せるレイヤとしてはありません。渡せるのは {offered} です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>{formats} is not a format that can be given. Choose among {offered}.</source>
            <translation>{formats} は渡せる形式ではありません。{offered} から選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>Map of {area}</source>
            <translation>{area}の地図</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>Map of the town</source>
            <translation>下仁田町の地図</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>Made on {date}</source>
            <translation>作成日 {date}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>The layer {layer} has no polygon. Draw the area in it.</source>
            <translation>レイヤ {layer} に面がありません。範囲を描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provision.py" />
            <source>Drawn area</source>
            <translation>描いた範囲</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provisionmap.py" />
            <source>Scale 1:{scale} ({paper})</source>
            <translation>縮尺 1:{scale}({paper})</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provisionmap.py" />
            <source>Legend</source>
            <translation>凡例</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provisionmap.py" />
            <source>printed at full size</source>
            <translation>用紙どおりに印刷したとき</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/provisionmap.py" />
            <source>It does not prove any boundary of land or any right.</source>
            <translation>土地の境界や権利を証明するものではありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/renderers.py" />
            <source>The true place is in here (95 of 100 cases)</source>
            <translation>実際の位置はこの中(100件中95件)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/renderers.py" />
            <source>Other, or not stated</source>
            <translation>その他・未記入</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/serverlogin.py" />
            <source>QGIS's authentication store has no user and password under {id}. Add them under Settings &gt; Options &gt; Authentication, then enter that id in the hub's address.</source>
            <translation>QGIS の認証データベースに、{id} のユーザー名とパスワードがありません。「設定」→「オプション」→「認証」で追加し、その ID を共通基盤のアドレスに入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/serverlogin.py" />
            <source>QGIS has no PostgreSQL connection {name}. Make one in the browser panel (PostgreSQL &gt; New connection).</source>
            <translation>QGIS に PostgreSQL の接続 {name} がありません。ブラウザパネルの「PostgreSQL」→「新しい接続」で作ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/serverlogin.py" />
            <source>The connection {name} holds its password in plain text. Edit it in the browser panel: under Authentication choose Configurations and convert it, then run this again.</source>
            <translation>接続 {name} のパスワードが、そのまま読める形で保存されています。ブラウザパネルで接続を編集し、「認証」の「設定」に変換してから、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/styles.py" />
            <source>The style of {layer} cannot be saved ({reason}). Choose another style and save it again.</source>
            <translation>{layer} の表示を保存できません（{reason}）。別の表示にして、もう一度保存してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>May be published</source>
            <translation>公開できます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>For the town hall only</source>
            <translation>庁内だけで使います</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>For the department only</source>
            <translation>担当課だけで使います</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>Not known</source>
            <translation>不明</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>Daily</source>
            <translation>毎日</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>Monthly</source>
            <translation>毎月</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>Yearly</source>
            <translation>毎年</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>As needed</source>
            <translation>必要なとき</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/cartography/words.py" />
            <source>Once only</source>
            <translation>一度だけ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{file} holds no parameters for this datum. Choose another file.</source>
            <translation>{file} にはこの測地系のパラメータがありません。別のファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{file} holds no parameters for this region. Choose the file for Gunma.</source>
            <translation>{file} にはこの地域のパラメータがありません。群馬県を含むファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{count} point(s) cannot be taken from {source} to {target}, the first at x={x:.3f}, y={y:.3f}: they lie outside its area. Check the reference system of the data.</source>
            <translation>{count} 個の点を {source} から {target} に変換できません（最初の点は x={x:.3f}, y={y:.3f}）。適用範囲の外にあります。データの座標参照系を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>The reference system {crs} describes the Tokyo datum only by an approximate shift, metres off. Give the layer EPSG:30169 (plane rectangular zone IX) or EPSG:4301 (longitude, latitude) instead.</source>
            <translation>座標参照系 {crs} は日本測地系をおおまかなずらし量でしか表しておらず、数メートルずれます。レイヤには EPSG:30169（平面直角座標系 第9系）か EPSG:4301（経度・緯度）を設定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>The Tokyo datum needs the Python package {package}, which this QGIS does not have. Install it from the wheel of the installation media, then start QGIS again.</source>
            <translation>日本測地系を扱うには Python パッケージ {package} が必要ですが、この QGIS には入っていません。配布メディアの wheel ファイルからインストールして、QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{crs} is not a reference system that is known here. Choose one such as EPSG:6677.</source>
            <translation>{crs} という座標参照系は見つかりません。EPSG:6677 などを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>PROJ does not find the grid {name} of the Tokyo datum. Install the plugin again.</source>
            <translation>日本測地系の変換に使うグリッド {name} が見つかりません。プラグインをもう一度インストールしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>There is no known way from the reference system {source} to {target}. Check the reference system of the data.</source>
            <translation>座標参照系 {source} から {target} への変換方法がわかりません。データの座標参照系を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>JGD2000 and JGD2011 are taken as equal: no parameter file of the 2011 earthquake was given. In Gunma this leaves an error of up to a few decimetres.</source>
            <translation>2011年の地震のパラメータファイルが指定されていないため、日本測地系2000と2011を同じとみなしました。群馬県では数十センチまでの誤差が残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{source} to {target} by the parameter file given: {file} ({title}).</source>
            <translation>{source}から{target}への変換には、指定されたパラメータファイル {file}（{title}）を使いました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>Tokyo Datum</source>
            <translation>日本測地系</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>This step needs the Python package {package}, which comes with QGIS but is missing here. Install QGIS LTR again with its own installer, then run the step again.</source>
            <translation>この作業には Python パッケージ {package} が必要です。QGIS に付属するはずですが、見つかりません。QGIS LTR をインストーラでインストールし直してから、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>This step needs the Python package {package}, which this QGIS does not have. Add it with the package manager that QGIS came with (on Windows OSGeo4W Setup, never pip), then start QGIS again.</source>
            <translation>この作業には Python パッケージ {package} が必要ですが、この QGIS には入っていません。QGIS を入れたときのパッケージ管理ソフト（Windows では OSGeo4W Setup。pip は使わないでください）で追加し、QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>This step needs the Python package {package}, which this QGIS does not have. Install its wheel from the installation media, then start QGIS again.</source>
            <translation>この作業には Python パッケージ {package} が必要ですが、この QGIS には入っていません。配布メディアの wheel ファイルからインストールして、QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Everything</source>
            <translation>すべての作業</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Reading and writing layers</source>
            <translation>レイヤの読み書き</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Finding lines and corners in scans</source>
            <translation>スキャンから線や隅を見つける作業</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Reading scans and photos</source>
            <translation>スキャンと写真の読み込み</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>A hub on a server</source>
            <translation>サーバーに置く共通基盤</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Scanned sheets and terrain models</source>
            <translation>スキャンした図面と標高データ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Linework of scanned sheets</source>
            <translation>図面からの線の取り出し</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Maps on the old Tokyo datum</source>
            <translation>日本測地系の地図</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/dependencies.py" />
            <source>Drone photos</source>
            <translation>ドローン写真</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>There is no folder {folder}. Check the name, or whether the drive is connected.</source>
            <translation>フォルダ {folder} がありません。名前が正しいか、ドライブがつながっているかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} is a folder, not a file. Choose a file in it.</source>
            <translation>{file} はファイルではなくフォルダです。その中のファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>The disk that holds {file} is full. Free some space or choose another folder, then run it again.</source>
            <translation>{file} を保存するディスクがいっぱいです。空きを作るか別のフォルダを選んで、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} cannot be written: no permission, or another program has it open. Close it there or choose another folder.</source>
            <translation>{file} に書き込めません。権限がないか、ほかのプログラムが開いています。そのプログラムを閉じるか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} cannot be written: the disk is read-only. Choose another folder.</source>
            <translation>{file} に書き込めません。ディスクが読み取り専用です。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} cannot be written: its folder is a file. Choose another folder.</source>
            <translation>{file} に書き込めません。保存先のフォルダと同じ名前のファイルがあります。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/files.py" />
            <source>{folder} holds other files. Choose an empty folder or the last report.</source>
            <translation>{folder} にはほかのファイルがあります。空のフォルダか、前回の報告を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>This layer has the style that came with it.</source>
            <translation>このレイヤは、はじめから付いているスタイルです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>You may look, but not change this layer. The administrator is {names}.</source>
            <translation>このレイヤは見るだけで、変えられません。管理者は {names} です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>New name of the field {name}:</source>
            <translation>項目「{name}」の新しい名前：</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Look after the hub</source>
            <translation>共通基盤を管理する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Reading the hub…</source>
            <translation>共通基盤を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>An administrator saved a style of its own for this layer: everybody's map shows it.</source>
            <translation>このレイヤには管理者が保存したスタイルがあり、全員の地図がそれで表示されます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Save or discard your changes; only then choose another layer.</source>
            <translation>変更を保存するか捨てると、ほかのレイヤを選べます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Whatever you change here reaches every work copy at its next sync; edits made there stay.</source>
            <translation>ここで変えたことは、次の同期ですべての作業用コピーに届きます。作業用コピーの編集はそのまま残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>You may describe this layer of your department. Fields and layers are renamed and removed by the administrator: {names}.</source>
            <translation>あなたの課のレイヤなので、説明を書きかえられます。項目やレイヤの名前の変更と削除は、管理者（{names}）に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Saving…</source>
            <translation>保存しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Taking the change back…</source>
            <translation>変更を取り消しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Remove the layer {layer} with all its features from everybody's map?</source>
            <translation>レイヤ「{layer}」を、すべての地物と一緒に、全員の地図から削除しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>It can be brought back from the history. What somebody changed in it and has not sent yet is listed among the conflicts.</source>
            <translation>履歴から元に戻せます。だれかがこのレイヤを編集してまだ送っていないときは、食い違いの一覧に入ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Rename the field</source>
            <translation>項目の名前を変える</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Rename</source>
            <translation>名前を変える</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Remove the field {name} with all its values from everybody's map?</source>
            <translation>項目「{name}」を、すべての値と一緒に、全員の地図から削除しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>It can be brought back from the history.</source>
            <translation>履歴から元に戻せます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Show the layer {layer} on everybody's map in the style that came with it?</source>
            <translation>レイヤ「{layer}」を、全員の地図で、はじめから付いているスタイルに戻しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Yes, for everybody</source>
            <translation>はい、全員に</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Add a &amp;field…</source>
            <translation>項目を追加(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Take the style of my &amp;map for everybody…</source>
            <translation>自分の地図のスタイルを全員のものにする(&amp;M)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Back to the style that came with it…</source>
            <translation>はじめのスタイルに戻す…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Discard changes</source>
            <translation>変更を捨てる(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Take &amp;back the last change</source>
            <translation>直前の変更を取り消す(&amp;B)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>About the layer</source>
            <translation>レイヤの説明</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Fields</source>
            <translation>項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Change the style in QGIS as usual, look at it on your map, then take it for everybody here.</source>
            <translation>QGIS でいつものようにスタイルを変え、自分の地図で確かめてから、ここで全員のものにしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Style</source>
            <translation>スタイル</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>People and roles</source>
            <translation>人と役割</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;History…</source>
            <translation>履歴(&amp;H)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Choose the hub in the settings first.</source>
            <translation>先に設定で共通基盤を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Show the layer {layer} on everybody's map as your map shows it now?</source>
            <translation>レイヤ「{layer}」を、全員の地図で、今のあなたの地図と同じ見た目にしますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Symbols, labels and scales are taken, nothing else. Others get it when they next sync or open the map; what they had is kept among the styles of the layer.</source>
            <translation>記号とラベルと表示縮尺だけが対象です。ほかの人には、次に同期するか地図を開いたときに届きます。それまでの見た目は、そのレイヤのスタイルの一覧に残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Add an empty layer…</source>
            <translation>空のレイヤを追加(&amp;A)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Remove the layer…</source>
            <translation>レイヤを削除(&amp;R)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Re&amp;name the field…</source>
            <translation>項目の名前を変える(&amp;N)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Remove the field…</source>
            <translation>項目を削除…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Look again</source>
            <translation>読み直す(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>&amp;Close</source>
            <translation>閉じる(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Discard the changes that are not saved?</source>
            <translation>保存していない変更を捨てますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Discard</source>
            <translation>捨てる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration.py" />
            <source>Who may see it</source>
            <translation>見られる範囲</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>&amp;Title</source>
            <translation>表題(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Title in &amp;English</source>
            <translation>英語の表題(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>&amp;Department</source>
            <translation>担当課(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Reference systems that the layer went through, oldest first, with a semicolon between.</source>
            <translation>このレイヤが経てきた座標系を、古い順に、セミコロン（;）で区切って書きます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Add an empty layer</source>
            <translation>空のレイヤを追加する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>What it &amp;holds</source>
            <translation>入れるもの(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>It starts with one field for the name; add the others afterwards. To bring in a layer that you have as a file, use 'Add layer to hub' instead.</source>
            <translation>はじめは名称の項目だけです。ほかの項目はあとで追加します。ファイルのレイヤを入れるときは、「共通基盤にレイヤを追加する」を使ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Add</source>
            <translation>追加</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Points</source>
            <translation>点</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Lines</source>
            <translation>線</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>Areas</source>
            <translation>面</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_entry.py" />
            <source>A list without places</source>
            <translation>位置のない一覧</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>With a semicolon between. Left empty: anything may be written.</source>
            <translation>セミコロン（;）で区切ります。空欄のときは、自由に書けます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Never leaves the town hall, even where the layer is open.</source>
            <translation>レイヤを公開するときも、役場の外に出ません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Add a field</source>
            <translation>項目を追加する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Must be &amp;filled in</source>
            <translation>必ず入力する(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Holds &amp;personal information: never leaves the town hall</source>
            <translation>個人情報が入る（役場の外に出さない）(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>&amp;Name of the field</source>
            <translation>項目の名前(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>&amp;Kind</source>
            <translation>種類(&amp;K)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Label in &amp;Japanese</source>
            <translation>日本語の表示名(&amp;J)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Label in &amp;English</source>
            <translation>英語の表示名(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>&amp;Choices</source>
            <translation>選択肢(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Decimal number</source>
            <translation>小数</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Yes or no</source>
            <translation>はい・いいえ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Date</source>
            <translation>日付</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Date and time</source>
            <translation>日時</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Field</source>
            <translation>項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Kind</source>
            <translation>種類</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Japanese</source>
            <translation>日本語の表示名</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>English</source>
            <translation>英語の表示名</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Choices</source>
            <translation>選択肢</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Required</source>
            <translation>必須</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_fields.py" />
            <source>Personal</source>
            <translation>個人情報</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>&amp;Add a person</source>
            <translation>人を追加(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>&amp;Take out of the list</source>
            <translation>一覧から外す(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>An administrator changes layers, fields, roles and every department's features. An editor changes the layers of the own department and those without one. A viewer changes nothing. A release approver says what is published. As long as nobody is editor or viewer, everybody may change features; once somebody is, whoever is not in this list may only look.</source>
            <translation>管理者は、レイヤ・項目・役割と、すべての課の地物を変えられます。編集の人は、自分の課のレイヤと担当課のないレイヤを変えられます。閲覧の人は変えられません。公開の承認の人は、何を公開するかを決めます。編集も閲覧も一人もいないうちは、だれでも地物を変えられます。一人でも決めると、この一覧にない人は見るだけになります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>Administrator</source>
            <translation>管理者</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>Editor</source>
            <translation>編集</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>Viewer</source>
            <translation>閲覧</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/administration_people.py" />
            <source>Release approver</source>
            <translation>公開の承認</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>Loading {photo}…</source>
            <translation>{photo} を読み込んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>Before: {name}</source>
            <translation>前：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>After: {name}</source>
            <translation>後：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>Orthophoto: {name}</source>
            <translation>オルソ画像：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>No photo of another flight and no orthophoto shows this spot.</source>
            <translation>この場所を写した別の飛行の写真も、オルソ画像もありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/comparison.py" />
            <source>The layer is not in the project any more.</source>
            <translation>レイヤがプロジェクトからなくなりました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Saved as version {number}.</source>
            <translation>版 {number} として保存しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Looking for conflicts…</source>
            <translation>食い違いを調べています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>{layer}: {name}</source>
            <translation>{layer}：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Shape</source>
            <translation>形</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>(empty)</source>
            <translation>（空欄）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>drawn on the map</source>
            <translation>地図に表示中</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>undecided</source>
            <translation>未定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>1 stays</source>
            <translation>1 のまま</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>2 is taken</source>
            <translation>2 にする</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Saving the decisions…</source>
            <translation>決定を保存しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Taking the decision back…</source>
            <translation>決定を取り消しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Version {number}: {who}, {count} decision(s)</source>
            <translation>版 {number}：{who}、決定 {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Why (kept with the decision)</source>
            <translation>理由（決定と一緒に残ります）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>&amp;Undo the last choice</source>
            <translation>選択を一つ戻す(&amp;U)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>&amp;Save decisions</source>
            <translation>決定を保存(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Take back a decision</source>
            <translation>決定を取り消す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>The whole feature</source>
            <translation>図形全体</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>yes</source>
            <translation>はい</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>no</source>
            <translation>いいえ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>{count} conflict(s), {chosen} chosen. Nothing is lost until you choose.</source>
            <translation>食い違い {count} 件、うち選択済み {chosen} 件。選ぶまでは両方の値が残っています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>There are no conflicts. Everything that was entered is in the shared map.</source>
            <translation>食い違いはありません。入力されたものはすべて共通基盤に入っています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>&amp;Save {count} decision(s)</source>
            <translation>{count} 件の決定を保存(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>&amp;1 stays</source>
            <translation>1 のまま(&amp;1)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>&amp;2 is taken</source>
            <translation>2 にする(&amp;2)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>1 stays everywhere</source>
            <translation>すべて 1 のまま</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>2 is taken everywhere</source>
            <translation>すべて 2 にする</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>deleted</source>
            <translation>削除</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>kept</source>
            <translation>残す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Both changed this field.</source>
            <translation>二人がこの項目を変更しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Both changed the shape.</source>
            <translation>二人が形を変更しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Deleted by the first, changed by the second.</source>
            <translation>先の人が削除し、後の人が変更しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Changed by the first, deleted by the second.</source>
            <translation>先の人が変更し、後の人が削除しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>The field was removed meanwhile.</source>
            <translation>その間に項目が削除されました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>The layer was removed meanwhile.</source>
            <translation>その間にレイヤが削除されました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>The sender may not change this layer.</source>
            <translation>送った人にはこのレイヤを変更する権限がありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>What</source>
            <translation>項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Before</source>
            <translation>変更前</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>1  Shared map holds</source>
            <translation>1  いまの共通基盤</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>2  Sent later, waits</source>
            <translation>2  後から送られ、保留中</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/conflicts.py" />
            <source>Decision</source>
            <translation>決定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Click the corners of the area. Right click or Enter ends, Backspace takes a corner back, Esc gives up.</source>
            <translation>範囲の角をクリックしてください。右クリックか Enter で終わり、Backspace で一つ戻り、Esc でやめます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Purpose: {said}</source>
            <translation>利用目的: {said}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Area: {said}</source>
            <translation>範囲: {said}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Layers wanted: {said}</source>
            <translation>希望データ: {said}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Data for applicants</source>
            <translation>申請者に渡すデータ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Show those &amp;answered and refused as well</source>
            <translation>回答済みと断ったものも表示(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>&amp;Read applications from a file…</source>
            <translation>申請をファイルから読む(&amp;R)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>A&amp;rea</source>
            <translation>範囲(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>La&amp;yers</source>
            <translation>レイヤ(&amp;Y)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>&amp;Officer</source>
            <translation>担当者(&amp;O)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Sheet code, district or parcel number</source>
            <translation>図郭番号・地区・地番</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>&amp;Show on map</source>
            <translation>地図で見る(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>&amp;Draw…</source>
            <translation>描く(&amp;D)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>A&amp;nswer…</source>
            <translation>回答する(&amp;N)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Re&amp;fuse…</source>
            <translation>断る(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Reading the ledger…</source>
            <translation>台帳を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>{count} application(s) wait.</source>
            <translation>回答待ちの申請は {count} 件です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Applications</source>
            <translation>申請</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Reading {file}…</source>
            <translation>{file} を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Looking for {name}…</source>
            <translation>{name} を探しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>{name}: {size} hectares</source>
            <translation>{name}: {size} ヘクタール</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Cutting and packing…</source>
            <translation>切り出してまとめています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>{file} is ready to hand over: {count} layer(s).</source>
            <translation>{file} ができました。渡せます({count} レイヤ)。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Refuse</source>
            <translation>断る</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>What the applicant is told:</source>
            <translation>申請者に伝えること:</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Re&amp;fuse</source>
            <translation>断る(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Writing to the ledger…</source>
            <translation>台帳に書いています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Applications in the &amp;ledger</source>
            <translation>台帳の申請(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>What is asked for</source>
            <translation>申請の内容</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>This PC has no hub yet. Choose its folder in the settings of Shimonita GIS.</source>
            <translation>このPCには共通基盤がまだ設定されていません。Shimonita GIS の設定でフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Tick at least one layer and one format.</source>
            <translation>レイヤと形式を、それぞれ一つ以上選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Nothing in this area: {layers}</source>
            <translation>この範囲に何もないレイヤ: {layers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Number</source>
            <translation>番号</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Received</source>
            <translation>受付</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Waiting</source>
            <translation>回答待ち</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Answered</source>
            <translation>回答済み</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/counter.py" />
            <source>Refused</source>
            <translation>断った</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dialogs.py" />
            <source>Cance&amp;l</source>
            <translation>中止(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dialogs.py" />
            <source>C&amp;lose</source>
            <translation>閉じる(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>More</source>
            <translation>ほかの作業</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>Start here: your name, the shared folder of your town (the hub), your work copy. You can stop at any time; this card stays until you can work. Or try everything first, with a made-up town.</source>
            <translation>まずここから：あなたの名前、町の共有フォルダ（共通基盤）、作業用コピーを決めます。途中でやめても続きから始められ、仕事ができるようになるまでこの案内が残ります。先に練習用の町で試すこともできます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>First steps…</source>
            <translation>はじめの設定…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>A copy of all layers on this PC: you edit it, and sync sends it.</source>
            <translation>すべてのレイヤの、このパソコンの写しです。これを編集し、同期で送ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Not needed: you can edit straight on the server. With a copy you also work without the network.</source>
            <translation>なくてもかまいません。サーバーを直接編集できます。作業用コピーがあると、ネットワークがなくても作業できます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>First steps</source>
            <translation>はじめの設定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Your &amp;name, as it is written into the history</source>
            <translation>あなたの名前（変更の履歴に残ります）(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Your &amp;department</source>
            <translation>所属(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>&amp;Make a new hub…</source>
            <translation>新しく作る(&amp;M)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Its maker becomes its administrator: give your name first.</source>
            <translation>作った人が管理者になります。先に名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Make the &amp;work copy</source>
            <translation>作業用コピーを作る(&amp;W)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>&amp;Practise with a made-up town</source>
            <translation>練習用の町で試す(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>&amp;Open the shared map</source>
            <translation>共有地図を開く(&amp;O)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>The hub of the town</source>
            <translation>町の共通基盤</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Looking at the hub</source>
            <translation>共通基盤の確認</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>An empty folder on the share for the new hub</source>
            <translation>新しい共通基盤にする、共有の空のフォルダ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Making the hub</source>
            <translation>共通基盤を作っています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Making the work copy</source>
            <translation>作業用コピーを作っています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Making the practice town</source>
            <translation>練習用の町を作っています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>The practice town is ready. Open the shared map.</source>
            <translation>練習用の町ができました。共有地図を開いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>You can close this window at any time. What you have done is kept.</source>
            <translation>このウィンドウはいつ閉じてもかまいません。済んだところまで残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Not chosen yet.</source>
            <translation>まだ決まっていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>1  Who you are</source>
            <translation>1  あなたのこと</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>2  The hub: the shared folder of the town's layers, or a server</source>
            <translation>2  共通基盤（町のレイヤを置く共有フォルダかサーバー）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>&amp;Choose the hub of the town…</source>
            <translation>町の共通基盤を選ぶ(&amp;C)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Hub on a se&amp;rver…</source>
            <translation>サーバーの共通基盤(&amp;R)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>3  Your work copy</source>
            <translation>3  あなたの作業用コピー</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>4  Terrain model, for drone photos (can wait)</source>
            <translation>4  標高データ（ドローン写真に使います。あとでもかまいません）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/firststeps.py" />
            <source>Trainee</source>
            <translation>練習者</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/grid.py" />
            <source>Preparing the Tokyo datum</source>
            <translation>日本測地系の準備</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Help of Shimonita GIS</source>
            <translation>Shimonita GIS の使い方</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>State of this computer…</source>
            <translation>このパソコンの状態…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Place a paper map</source>
            <translation>紙の地図を置く</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Extract and trace lines</source>
            <translation>線を取り出す・なぞる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Use the shared map</source>
            <translation>共有地図を使う</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Photos of a disaster on the map</source>
            <translation>災害写真を地図にする</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Publish open data</source>
            <translation>オープンデータを公開する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>A disaster map for residents</source>
            <translation>住民向けの災害地図</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>For administrators</source>
            <translation>管理する人へ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>The hub on a server</source>
            <translation>サーバーに置く共通基盤</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/help.py" />
            <source>Limits</source>
            <translation>できないこと・気をつけること</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bring the whole layer {layer} back as it was before {when}?</source>
            <translation>レイヤ「{layer}」全体を、{when} の変更の前の状態に戻しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Everything that anybody changed in this layer since is replaced; it stays in the history.</source>
            <translation>それ以後にこのレイヤで変わったことは、だれの変更でも元の値に戻ります。履歴には残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Take back what {name} set on {when}?</source>
            <translation>{name} さんが {when} に設定したことを取り消しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>History of the shared map</source>
            <translation>共有地図の履歴を見る</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Reading the history…</source>
            <translation>履歴を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{count} version(s).</source>
            <translation>{count} 件の版。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>All layers</source>
            <translation>すべてのレイヤ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Reading…</source>
            <translation>読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{name} was drawn on {when}. Take it away again?</source>
            <translation>「{name}」は {when} に追加されました。取り除きますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bring {name} back as it was before {when}?</source>
            <translation>「{name}」を、{when} の変更の前の状態に戻しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>What was changed in it since is replaced; it stays in the history.</source>
            <translation>それ以後に変わったところも元の値に戻ります。履歴には残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bringing it back…</source>
            <translation>元に戻しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bring back</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Select a feature of the shared map first, then press this again.</source>
            <translation>先に共有地図の地物を選択してから、もう一度押してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>The open map does not have this feature.</source>
            <translation>この地物は、開いている地図にはありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Only the feature &amp;selected on the map</source>
            <translation>地図で選択した地物だけ(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>&amp;All features</source>
            <translation>すべての地物(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bring back this &amp;feature…</source>
            <translation>この地物を元に戻す(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Bring back the whole &amp;layer…</source>
            <translation>レイヤ全体を元に戻す(&amp;L)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>&amp;Take back what the administrator set…</source>
            <translation>管理者の設定を取り消す(&amp;T)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Show on the &amp;map</source>
            <translation>地図で見る(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Older ones are not shown: choose a layer or a feature.</source>
            <translation>これより古い版は表示していません。レイヤか地物を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Only those of the feature {name}.</source>
            <translation>地物「{name}」の版だけです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{layer}: {what}</source>
            <translation>{layer}：{what}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{count} conflict(s)</source>
            <translation>食い違い {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>… and {count} more</source>
            <translation>… ほか {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>When</source>
            <translation>いつ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Who</source>
            <translation>だれ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>What was done</source>
            <translation>したこと</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Why</source>
            <translation>理由</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Layer and feature</source>
            <translation>レイヤと地物</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>After</source>
            <translation>変更後</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Any time</source>
            <translation>すべての期間</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>The last 7 days</source>
            <translation>最近 7 日</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>The last 30 days</source>
            <translation>最近 30 日</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>The last 365 days</source>
            <translation>最近 1 年</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>The hub was made</source>
            <translation>共通基盤を作成</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>A layer was brought in</source>
            <translation>レイヤを追加</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Set by the administrator</source>
            <translation>管理者の設定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Brought back</source>
            <translation>元に戻した</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Conflicts decided</source>
            <translation>食い違いを決定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>A decision taken back</source>
            <translation>決定の取り消し</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Release approved</source>
            <translation>公開を承認</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>new layer {layer}</source>
            <translation>新しいレイヤ「{layer}」</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>layer {layer} removed</source>
            <translation>レイヤ「{layer}」を削除</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>layer {name} is now {new}</source>
            <translation>レイヤ「{name}」を「{new}」に改名</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{layer}: new field {name}</source>
            <translation>{layer}：新しい項目「{name}」</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{layer}: field {name} is now {new}</source>
            <translation>{layer}：項目「{name}」を「{new}」に改名</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>{layer}: field {name} removed</source>
            <translation>{layer}：項目「{name}」を削除</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>New: {count}</source>
            <translation>追加 {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Changed: {count}</source>
            <translation>変更 {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Deleted: {count}</source>
            <translation>削除 {count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Labels of fields</source>
            <translation>項目の表示名</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Choices of fields</source>
            <translation>項目の選択肢</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Form</source>
            <translation>入力フォーム</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Description of the layer</source>
            <translation>レイヤの説明</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>New</source>
            <translation>追加</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Changed</source>
            <translation>変更</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/history.py" />
            <source>Deleted</source>
            <translation>削除</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Last written out as a folder: {day}</source>
            <translation>フォルダに書き出した日: {day}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Never written out as a folder yet ('Check hub' does it)</source>
            <translation>フォルダにはまだ書き出していません（「共通基盤を点検する」でできます）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Version {number} by {editor}</source>
            <translation>最新は版 {number}（{editor}）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>(as of {moment})</source>
            <translation>（{moment} 現在）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Who looks after the server backs it up (see the help)</source>
            <translation>サーバーのバックアップは、サーバーの管理者がとります（ヘルプを参照）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Sync now</source>
            <translation>同期する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Cancel the sync</source>
            <translation>同期を中止する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Hub: {name}</source>
            <translation>共通基盤：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>You: {name}</source>
            <translation>あなた：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Press 'Look again' to see its state.</source>
            <translation>「状態を見る」を押すと、今の状態がわかります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>The hub was restored from a backup: make a new work copy</source>
            <translation>共通基盤がバックアップから戻されています。作業用コピーを作り直してください</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>{count} change(s) not sent yet</source>
            <translation>まだ送っていない変更：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>{count} new version(s) from others</source>
            <translation>ほかの人の新しい版：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Look again</source>
            <translation>状態を見る</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Settings…</source>
            <translation>設定…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Looking at the hub…</source>
            <translation>共通基盤を確認しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Syncing…</source>
            <translation>同期しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Last backup: {day}</source>
            <translation>最後のバックアップ：{day}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>No backup is known</source>
            <translation>バックアップの記録はありません</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>Everything is sent</source>
            <translation>変更はすべて送ってあります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>A sync tells what is not sent yet</source>
            <translation>まだ送っていない変更は、同期するとわかります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>You edit straight on the server: 'Open the shared map'</source>
            <translation>サーバーを直接編集します（「共有地図を開く」から）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubcard.py" />
            <source>There is no work copy on this PC yet: check out layers below</source>
            <translation>このパソコンには作業用コピーがまだありません。下の「作業用コピーを作る」で作れます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/hubwindow.py" />
            <source>Why (kept in the history)</source>
            <translation>理由（履歴に残ります）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Columns of a dataset</source>
            <translation>データセットの列</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Keep it &amp;beside the file as well, for other projects and PCs</source>
            <translation>ファイルの横にも保存する(&amp;B)(ほかのプロジェクトやPCでも使えます)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Layer</source>
            <translation>レイヤ(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Dataset</source>
            <translation>データセット(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>(leave empty)</source>
            <translation>(空のまま)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Kept with the layer. Save the project to keep it for good.</source>
            <translation>レイヤと一緒に保存しました。プロジェクトを保存すると残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Checking …</source>
            <translation>確認しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Fields and columns</source>
            <translation>項目と列(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Problems: Enter or a double click shows the feature on the map</source>
            <translation>確認する所(&amp;P):Enterかダブルクリックで地図に出ます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Guess again</source>
            <translation>推定し直す(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Keep with the layer</source>
            <translation>レイヤと一緒に保存(&amp;K)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Check</source>
            <translation>確認する(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>&amp;Export…</source>
            <translation>書き出す(&amp;E)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Add the layer that you want to publish to the map first.</source>
            <translation>先に、公開するレイヤを地図に追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>{problems} problem(s) in {count} feature(s).</source>
            <translation>{count}件の地物に、確認する所が{problems}件あります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>This feature has no place on the map. It is row {row} of the layer.</source>
            <translation>この地物には地図上の位置がありません。レイヤの{row}行目です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>The check did not come to its end. Check again.</source>
            <translation>確認が最後まで終わりませんでした。もう一度確認してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Field of the layer</source>
            <translation>レイヤの項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Found by</source>
            <translation>見つけ方</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Example</source>
            <translation>値の例</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Same name</source>
            <translation>同じ名前</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Same but for width or dashes</source>
            <translation>全角・半角や長音だけの違い</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Its label</source>
            <translation>表示名が同じ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Same meaning</source>
            <translation>同じ意味の名前</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Your choice</source>
            <translation>あなたが選んだ項目</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Taken from the geometry</source>
            <translation>地図の位置から入ります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>The town's own where empty</source>
            <translation>空なら町の値が入ります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Required: choose a field</source>
            <translation>必須です。項目を選んでください</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Recommended dataset</source>
            <translation>推奨データセット</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mapping.py" />
            <source>Newer standard layout</source>
            <translation>自治体標準(新しい形)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Mend faults</source>
            <translation>誤りを直す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Looking for faults…</source>
            <translation>誤りを探しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Mend a fault</source>
            <translation>誤りを直す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>{layer} cannot be edited: it can be looked at only.</source>
            <translation>{layer}は編集できません。見るだけのレイヤです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>&amp;Mend (Enter)</source>
            <translation>直す(&amp;M)　Enter</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Mend &amp;all safe ones</source>
            <translation>確かなものをすべて直す(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>&amp;Undo (Ctrl+Z)</source>
            <translation>元に戻す(&amp;U)　Ctrl+Z</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>&amp;Next (N)</source>
            <translation>次へ(&amp;N)　N</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>There is no layer of lines or areas in this project. Add one, then check it.</source>
            <translation>このプロジェクトには線や面のレイヤがありません。追加してから点検してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Choose a layer, then press 'Check'.</source>
            <translation>レイヤを選び、「点検」を押してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>This fault is not there any more, or only you can tell what was meant: mend it by hand.</source>
            <translation>この誤りはもう無いか、正しい形が人にしか分からないものです。手で直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>You have edited the layer since. Take that back first, with QGIS's own undo.</source>
            <translation>そのあとでレイヤが編集されています。先に QGIS の「元に戻す」でその編集を戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>No fault was found in {layer}.</source>
            <translation>{layer}に誤りは見つかりませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>{count} fault(s) in {layer}: {mended} mended, {safe} can be mended by a key, {hand} by hand.</source>
            <translation>{layer}の誤り {count} 件：直した {mended}、キーで直せる {safe}、手で直す {hand}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Fault</source>
            <translation>誤り</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Mending</source>
            <translation>直し方</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Mended</source>
            <translation>直した</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>Can be mended</source>
            <translation>キーで直せる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/mending.py" />
            <source>By hand</source>
            <translation>手で直す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>These are the settings of {file}. OK keeps them.</source>
            <translation>{file} の設定です。OK を押すと残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Work copy (made with 'Check out layers')</source>
            <translation>作業用コピー（「作業用コピーを作る」で作ります）(&amp;W)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Folder of &amp;placed sheets</source>
            <translation>位置を合わせた図面のフォルダ(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Hub (shared folder of the town's layers, or a server)</source>
            <translation>共通基盤（町のレイヤの共有フォルダか、サーバー）(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Terrain model (for drone photos)</source>
            <translation>標高データ（ドローン写真に使います）(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Folder of all &amp;drone photos</source>
            <translation>ドローン写真をまとめて置くフォルダ(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Parameter file of &amp;GSI (.par, for old map sheets)</source>
            <translation>国土地理院のパラメータファイル（.par、古い図面に使います）(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>The same on every PC with this hub</source>
            <translation>この共通基盤を使うすべてのパソコンで同じもの</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Hub on a &amp;server…</source>
            <translation>サーバーの共通基盤(&amp;S)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Written: {file}</source>
            <translation>書き出しました：{file}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Write the settings</source>
            <translation>設定を書き出す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Read the settings</source>
            <translation>設定を読み込む</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>You, on this PC</source>
            <translation>このパソコンの、あなたのもの</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Write to a &amp;file…</source>
            <translation>ファイルに書き出す(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Read from a file…</source>
            <translation>ファイルから読み込む(&amp;R)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>The file carries these four lines to other PCs. It holds no names and no passwords.</source>
            <translation>この四つを、ファイルでほかのパソコンに移せます。名前やパスワードは入りません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>Place of a damage point</source>
            <translation>被害箇所の場所</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>{done} of {count} graded</source>
            <translation>{count} 枚のうち {done} 枚を判定済み</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>Reading the photos…</source>
            <translation>写真を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>All photos shown here are graded.</source>
            <translation>ここに表示している写真はすべて判定済みです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>Footprint</source>
            <translation>写っている範囲</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>There are no drone photos in this project. Import photos first, or open the hub's layers.</source>
            <translation>このプロジェクトにはドローン写真がありません。先に写真を取り込むか、共通基盤のレイヤを開いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>No photo matches the filters.</source>
            <translation>条件に合う写真はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>The project has no layer of damage points, so nothing can be graded. Add it to the project.</source>
            <translation>プロジェクトに被害箇所のレイヤがないため、判定できません。レイヤをプロジェクトに追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>There is nothing to undo.</source>
            <translation>元に戻すものはありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>Not known of the new place: {fields}.</source>
            <translation>移した先では分からず空欄にした項目：{fields}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>Click corner after corner in the photo; Backspace takes one back, Esc ends.</source>
            <translation>写真の上で角を順にクリックしてください。Backspace で一つ戻り、Esc で終わります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer.py" />
            <source>(saving…)</source>
            <translation>（保存中…）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_decoder.py" />
            <source>The photo {photo} is not there any more. Was its folder moved or the card taken out?</source>
            <translation>写真 {photo} がなくなっています。フォルダを移したか、カードを抜いていませんか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_decoder.py" />
            <source>The photo {photo} cannot be shown: the file is damaged or not complete.</source>
            <translation>写真 {photo} を表示できません。ファイルが壊れているか、途中で切れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_decoder.py" />
            <source>The file of the photo {photo} is not complete: a part of the picture is missing.</source>
            <translation>写真 {photo} のファイルは途中で切れています。画像の一部がありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>The damage point is not in the layer {layer} any more: somebody has deleted it.</source>
            <translation>この被害箇所は、もうレイヤ {layer} にありません。だれかが削除しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>Judge a photo</source>
            <translation>写真の判定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>Move a damage point</source>
            <translation>被害箇所の移動</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>Change a damage point</source>
            <translation>被害箇所の変更</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>Add a damage point</source>
            <translation>被害箇所の追加</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>The layer {layer} cannot be edited here. Take a work copy of the hub, or save the layer to a GeoPackage first.</source>
            <translation>レイヤ {layer} はここでは編集できません。共通基盤から作業用コピーを作るか、先にレイヤを GeoPackage に保存してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>Undo</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_edits.py" />
            <source>The judgements could not be saved yet and are kept in QGIS: {reason}</source>
            <translation>判定をまだ保存できていません。QGIS の中に残してあります：{reason}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Photo alone</source>
            <translation>この写真だけ分ける</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Makes the chosen photos an incident of their own</source>
            <translation>選んだ写真を別の被害箇所として分けます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Join</source>
            <translation>まとめる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Makes the chosen incidents one</source>
            <translation>選んだ被害箇所を一つにまとめます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Note it</source>
            <translation>記録する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Adds the state and the note to the incident's timeline</source>
            <translation>状態とメモを、この被害箇所の経過に加えます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>No incidents yet: run 'Group photos into incidents', or add the layer that it makes.</source>
            <translation>被害箇所のまとまりがまだありません。「写真を災害ごとにまとめる」を実行するか、できたレイヤを追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Join incidents</source>
            <translation>被害箇所をまとめる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Note the state of an incident</source>
            <translation>被害箇所の状態の記録</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>What was seen or done</source>
            <translation>見たこと、行ったこと</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>This layer has no field timeline, so that only the state is kept.</source>
            <translation>このレイヤには経過の項目がないため、状態だけを記録します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Incident {name}</source>
            <translation>被害箇所 {name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>The photo belongs to no incident.</source>
            <translation>この写真はどの被害箇所にも属していません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Move photos to an incident</source>
            <translation>写真を被害箇所へ移す</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Choose two or more incidents in the list first (Ctrl and click).</source>
            <translation>先に一覧で二つ以上の被害箇所を選んでください（Ctrl を押しながらクリック）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>Split an incident</source>
            <translation>被害箇所を分ける</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_incidents.py" />
            <source>{count} photo(s)</source>
            <translation>写真 {count} 枚</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layers.py" />
            <source>Reading the photos</source>
            <translation>写真の読み込み</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layers.py" />
            <source>No terrain model is chosen: places are found as if the ground were flat.</source>
            <translation>標高データが選ばれていません。地面を平らとみなして場所を求めます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layers.py" />
            <source>The terrain model does not reach the photos: the ground is taken to be flat.</source>
            <translation>標高データが写真の場所まで届いていません。地面を平らとみなします。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layout.py" />
            <source>Photo viewer</source>
            <translation>写真ビューア</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layout.py" />
            <source>Grade</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_layout.py" />
            <source>Incidents</source>
            <translation>被害箇所</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_otherphotos.py" />
            <source>{count} photos saw this place. Esc shows all photos again.</source>
            <translation>この場所が写っている写真は {count} 枚です。Esc で全部の写真に戻ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_otherphotos.py" />
            <source>The middle of the photo shows no ground: drag the damage into it.</source>
            <translation>写真の中央に地面が写っていません。被害箇所の点を写真の中へ動かしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_otherphotos.py" />
            <source>Before and after</source>
            <translation>前後を比べる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_otherphotos.py" />
            <source>Click on the map: all photos that saw the place are shown, the clearest first.</source>
            <translation>地図をクリックしてください。その場所が写っている写真を、よく見える順に表示します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>Not graded yet</source>
            <translation>未判定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>All kinds</source>
            <translation>すべての種別</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>All districts</source>
            <translation>すべての地区</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>All flights</source>
            <translation>すべての飛行</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>Taken from</source>
            <translation>撮影日時（はじめ）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>until</source>
            <translation>（おわり）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>1. What is damaged</source>
            <translation>1. 何が壊れたか</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_panels.py" />
            <source>2. How badly</source>
            <translation>2. どの程度か</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Brightness</source>
            <translation>明るさ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Previous photo (left arrow)</source>
            <translation>前の写真（←）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Next photo (right arrow)</source>
            <translation>次の写真（→）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Next to grade</source>
            <translation>次の未判定</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>To the next photo that is not graded (N)</source>
            <translation>次の未判定の写真へ（N）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Takes the last judgement back (Ctrl+Z)</source>
            <translation>直前の判定を取り消します（Ctrl+Z）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Whole</source>
            <translation>全体</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Shows the whole photo (0); the wheel zooms, the hand drags</source>
            <translation>写真全体を表示します（0）。ホイールで拡大・縮小、ドラッグで移動します</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Click on the map: all photos that saw the place (V)</source>
            <translation>地図をクリックすると、その場所が写っている写真をすべて表示します（V）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Earlier and later pictures of the same spot (C)</source>
            <translation>同じ場所の前後の写真を並べます（C）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Length</source>
            <translation>長さ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Measures a line on the terrain: click in the photo (M)</source>
            <translation>写真をクリックして、地面に沿った長さを測ります（M）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Measures a shape on the terrain: click in the photo (M)</source>
            <translation>写真をクリックして、地面に沿った面積を測ります（M）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Register…</source>
            <translation>台帳…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_tools.py" />
            <source>Makes the papers for the headquarters from what is graded</source>
            <translation>判定した被害から、災害対策本部に出す書類をつくります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>east {x} m, north {y} m, height {z} m</source>
            <translation>東 {x} m、北 {y} m、標高 {z} m</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>Length: {along} m along the ground, {level} m on the map.</source>
            <translation>長さ：地面に沿って {along} m、地図上で {level} m。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>Area: {slope} m² on the slope, {level} m² on the map.</source>
            <translation>面積：斜面に沿って {slope} m²、地図上で {level} m²。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>The border of the shape crosses itself: take the last corner back (Backspace).</source>
            <translation>図形の線が交わっています。最後の点を取り消してください（Backspace）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>The camera lies {distance} km from the other photos: its position is probably wrong.</source>
            <translation>この写真の撮影位置は、ほかの写真から {distance} km 離れています。位置が誤っていると思われます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source>The camera lies outside the terrain model: places are found as if the ground were flat.</source>
            <translation>撮影位置が標高データの外にあります。地面を平らとみなして場所を求めます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/photoviewer_words.py" />
            <source> (within {error} m)</source>
            <translation>（誤差 {error} m 以内）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Points of {count} sheet(s) were changed and not accepted. Forget these changes?</source>
            <translation>{count} 枚の図面で点を動かしましたが、まだ合格にしていません。変更を捨てますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Choose a folder of placed sheets: the one that '{algorithm}' wrote to.</source>
            <translation>位置を合わせた図面のフォルダを選んでください（「{algorithm}」で出力先にしたフォルダです）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Folder of placed sheets</source>
            <translation>位置を合わせた図面のフォルダ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Reading the sheets…</source>
            <translation>図面の一覧を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>{decided} of {count} sheets decided</source>
            <translation>{count} 枚のうち {decided} 枚を決定済み</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Drag a point or move it with the arrow keys; 1 to 4 show a corner, 0 the whole sheet; Del leaves a point out.</source>
            <translation>点はマウスか矢印キーで動かせます。1～4 で四隅、0 で全体を表示します。Del で、選んだ点を使わなくします。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Measuring the frame…</source>
            <translation>図郭を測っています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Writing {name}…</source>
            <translation>{name} を書き込んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Being written…</source>
            <translation>書き込み中…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Not written</source>
            <translation>書き込めませんでした</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Being taken back…</source>
            <translation>取り消し中…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Taking back {name}…</source>
            <translation>{name} の決定を取り消しています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>The decision on {scan} was taken back.</source>
            <translation>{scan} の決定を取り消しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>{name} was added to the map.</source>
            <translation>{name} を地図に追加しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>&amp;Forget the changes</source>
            <translation>変更を捨てる(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Changed, not decided yet</source>
            <translation>変更あり（未決定）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Enter the sheet code as it is printed in the margin, such as 09JB164C.</source>
            <translation>欄外に印刷された図郭番号を、09JB164C のように入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>There is no other sheet to be decided.</source>
            <translation>ほかに決定を待つ図面はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>The tick was added on its cross.</source>
            <translation>トンボの十字の上に点を追加しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>No clear cross is seen here. Drag the point onto it, or leave it out with Del.</source>
            <translation>ここには、はっきりした十字が見つかりません。点を十字の上に動かすか、Del で外してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Drag the four corners onto the corners of the frame, then measure anew (R).</source>
            <translation>四つの点を図郭の四隅に動かしてから、「測り直す（R）」を押してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>Measured: {count} control points.</source>
            <translation>測り直しました。基準点は {count} 点です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>This sheet cannot be accepted as it is: see the red line on the right.</source>
            <translation>このままでは合格にできません。右の赤い文を見てください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>A decision needs a name. Enter yours above the buttons.</source>
            <translation>決定には名前が要ります。ボタンの上の欄に、あなたの名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing.py" />
            <source>The scan could not be read.</source>
            <translation>スキャンを読み込めませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Check placed sheets</source>
            <translation>位置合わせの確認</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Remark (may stay empty)</source>
            <translation>メモ（空でもかまいません）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>&amp;Folder…</source>
            <translation>フォルダ(&amp;F)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Measure anew (R)</source>
            <translation>測り直す（R）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Finds frame and ticks near the corners as they lie now</source>
            <translation>いまの四隅の近くで、図郭線とトンボを探し直します</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Turn (T)</source>
            <translation>回す（T）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>The lettering lies on its side: turns the corners by 90 degrees</source>
            <translation>文字が横向きのとき：四隅を 90 度ずつ回します</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Opens the report page of this sheet</source>
            <translation>この図面の報告書を開きます</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>On the map</source>
            <translation>地図に表示</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Adds the placed sheet to the map</source>
            <translation>位置を合わせた図面を地図に追加します</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Takes back the last change, or else the last decision (Ctrl+Z)</source>
            <translation>直前の変更を元に戻します。変更がなければ、直前の決定を取り消します（Ctrl+Z）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Accept (A)</source>
            <translation>合格（A）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>The sheet lies right: it counts as passed</source>
            <translation>正しい位置にあります。合格として扱います</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Refuse (X)</source>
            <translation>不合格（X）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>The sheet must not be used</source>
            <translation>この図面は使えません</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Undecided again (U)</source>
            <translation>決定を取り消す（U）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Takes a decision back, of an earlier day, too: the program's own verdict counts again</source>
            <translation>前の日の決定も取り消せます。プログラムの判定に戻ります</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>Next (N)</source>
            <translation>次へ（N）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_layout.py" />
            <source>The next sheet that nobody has decided</source>
            <translation>まだ決定していない次の図面へ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Error (each point left out in turn): {rmse} m = {rmse_mm} mm on paper, at most {largest} m. Allowed: {norm} m. Model: {model}.</source>
            <translation>誤差（一点ずつ外して確かめた値）：{rmse} m（紙の上で {rmse_mm} mm）、最大 {largest} m。許される誤差：{norm} m。モデル：{model}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Tick {name}</source>
            <translation>トンボ {name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Beyond the norm for 1:{scale}: it cannot be accepted like this.</source>
            <translation>縮尺 1:{scale} の基準を超えています。このままでは合格にできません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Sheet &amp;code</source>
            <translation>図郭番号(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>&amp;Datum</source>
            <translation>測地系(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>&amp;Model</source>
            <translation>モデル(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Within the norm: it can be accepted when the code, the datum and the direction are right.</source>
            <translation>基準内です。図郭番号・測地系・向きが正しければ、合格にできます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Control point</source>
            <translation>基準点</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>Error on paper (mm)</source>
            <translation>紙の上の誤差（mm）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>North-west corner</source>
            <translation>北西の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>North-east corner</source>
            <translation>北東の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>South-east corner</source>
            <translation>南東の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_panel.py" />
            <source>South-west corner</source>
            <translation>南西の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_queue.py" />
            <source>the index layer</source>
            <translation>索引レイヤ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_queue.py" />
            <source>No sheet code</source>
            <translation>図郭番号なし</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_queue.py" />
            <source>Accepted by {editor}</source>
            <translation>合格（{editor}）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_queue.py" />
            <source>Refused by {editor}</source>
            <translation>不合格（{editor}）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_queue.py" />
            <source>Set to unconfirmed by {editor}</source>
            <translation>未確認（{editor}）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_view.py" />
            <source>Error arrows: 1 mm on the paper</source>
            <translation>誤差の矢印：紙の上の 1 mm</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/placing_view.py" />
            <source>The scan with its control points</source>
            <translation>スキャンと基準点</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>This drive has no recycle bin. Delete the folder {folder} for good?</source>
            <translation>このドライブにはごみ箱がありません。フォルダ {folder} を完全に削除しますか。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>The folder {folder} is still there. Delete it by hand when you no longer need it.</source>
            <translation>フォルダ {folder} は残っています。いらなくなったら手で削除してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>{folder} is there already. Move it away or delete it, then try again.</source>
            <translation>{folder} がすでにあります。別の場所に移すか削除してから、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>Save your edits in QGIS first, then end the practice.</source>
            <translation>先に QGIS で編集を保存してから、練習を終えてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>The folder {folder} was left as it is.</source>
            <translation>フォルダ {folder} はそのまま残しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>&amp;Delete</source>
            <translation>削除する(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>The practice town is deleted.</source>
            <translation>練習用の町を削除しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>Everything in this folder belongs to a made-up town to practise with. Nothing in it is real.
'End practice' in the panel of Shimonita GIS puts the whole folder into the recycle bin.</source>
            <translation>このフォルダの中身は、すべて練習用の架空の町のものです。本物のデータはありません。
Shimonita GIS パネルの「練習を終えて捨てる」で、フォルダごとごみ箱に移ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>The practice town is in the recycle bin.</source>
            <translation>練習用の町をごみ箱に移しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>Practice: this town is made up. Try everything; nothing here is real.</source>
            <translation>練習中：これは架空の町です。本物のデータではありません。何でも試せます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>Show the scan and photos to practise with</source>
            <translation>練習用の図面と写真を見る</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/practice.py" />
            <source>End practice and throw it away</source>
            <translation>練習を終えて捨てる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>(fill in below)</source>
            <translation>（下に入力する）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>S&amp;erver (name or number)</source>
            <translation>サーバー（名前か IP アドレス）(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>&amp;Port</source>
            <translation>ポート(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>&amp;Database</source>
            <translation>データベース(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>&amp;Schema of the hub</source>
            <translation>共通基盤のスキーマ(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>User and password, from QGIS's authentication store</source>
            <translation>ユーザー名とパスワード（QGIS の認証データベースから）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>&amp;Use this hub</source>
            <translation>この共通基盤を使う(&amp;U)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>Like QGIS's &amp;connection</source>
            <translation>QGIS の接続と同じにする(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveraddress.py" />
            <source>Choose them by their name, or add them with +. They are kept there, encrypted.</source>
            <translation>登録した名前で選びます。なければ＋で追加します。そこに暗号化して保存されます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/serveredits.py" />
            <source>{count} of your changes met newer ones of somebody else. The hub kept the newer; yours wait under 'Settle conflicts'.</source>
            <translation>あなたの変更のうち {count} 件は、ほかの人がその間に変えたものでした。共通基盤には新しい方が残り、あなたの変更は「食い違いを解決する」で待っています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>Open shared map</source>
            <translation>共有地図を開く</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>&amp;Open my map</source>
            <translation>自分の地図を開く(&amp;O)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>&amp;Make a new one</source>
            <translation>新しく作る(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>Reading the catalogue…</source>
            <translation>台帳を読んでいます…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>The shared map is open: {name}</source>
            <translation>共有地図を開きました：{name}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>There is no work copy on this PC yet. Make one with 'Check out layers', then open the map.</source>
            <translation>このパソコンにはまだ作業用コピーがありません。「レイヤを持ち出す」で作ってから、地図を開いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>Save your edits in QGIS first, then open the shared map.</source>
            <translation>先に QGIS で編集を保存してから、共有地図を開いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>New layers: {layers}</source>
            <translation>新しいレイヤ：{layers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>No longer in the work copy: {layers}</source>
            <translation>作業用コピーからなくなったレイヤ：{layers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>{count} layer(s) of other departments can be looked at only.</source>
            <translation>ほかの課の {count} レイヤは閲覧だけできます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sharedmap.py" />
            <source>You have a map of this work copy already: {name}. Open it as you left it, or make a new one with the town's own styles; the one you have is then kept under another name.</source>
            <translation>この作業用コピーの地図はすでにあります：{name}。前回のまま開くか、町の標準の表示で新しく作るかを選んでください。新しく作っても、いまの地図は別の名前で残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>missing: {purpose}</source>
            <translation>ありません（必要な作業：{purpose}）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>{path} (can be written, {free} GB free)</source>
            <translation>{path}（書き込めます。空き {free} GB）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>{place}, version {version}; PostgreSQL {server}, PostGIS {postgis}, {encrypted}</source>
            <translation>{place}、最新は版 {version}。PostgreSQL {server}、PostGIS {postgis}、{encrypted}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>not chosen</source>
            <translation>まだ選ばれていません</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>{path} is not there</source>
            <translation>{path} がありません</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>encrypted</source>
            <translation>接続は暗号化されています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>not encrypted, within this computer</source>
            <translation>暗号化なし（この PC の中だけの接続）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>System</source>
            <translation>システム</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Language</source>
            <translation>言語</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Grid of the Tokyo datum</source>
            <translation>日本測地系の変換グリッド</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Folder for added packages</source>
            <translation>追加したパッケージのフォルダ</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Parameter file of GSI</source>
            <translation>国土地理院のパラメータファイル</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>there</source>
            <translation>あり</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>{path} (can only be read)</source>
            <translation>{path}（読み取りだけできます）</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Adding packages</source>
            <translation>パッケージの追加</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Added: {packages}. Start QGIS again.</source>
            <translation>追加しました：{packages}。QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>State of this computer</source>
            <translation>このパソコンの状態</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>When you ask for support, copy these lines into your message. They hold no passwords and not the name of your account.</source>
            <translation>問い合わせのときは、次の内容をコピーして送ってください。パスワードやアカウント名は入っていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>&amp;Copy</source>
            <translation>コピー(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>&amp;Add missing packages…</source>
            <translation>足りないパッケージを追加(&amp;A)…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>From the folder 'wheels' of the installation media, without a connection.</source>
            <translation>インストール用メディアのフォルダ「wheels」から追加します。インターネットは使いません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>The folder 'wheels' of the installation media</source>
            <translation>インストール用メディアのフォルダ「wheels」</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>looking…</source>
            <translation>確かめています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/state.py" />
            <source>Looking at the share</source>
            <translation>共有フォルダを確かめています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/steps.py" />
            <source>Scanned map sheets become maps in their true place, and their lines become layers.</source>
            <translation>スキャンした図面を正しい位置に置き、線をレイヤにします。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/steps.py" />
            <source>The town's layers in one place. Everyone edits a copy; nothing that was entered is lost.</source>
            <translation>町のレイヤを一か所にまとめます。各自が作業用コピーで編集し、入力したものは失われません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/steps.py" />
            <source>Drone photos show on the map where the damage is, not where the drone was.</source>
            <translation>ドローン写真から、ドローンの位置ではなく被害の位置を地図に示します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/steps.py" />
            <source>What may be public leaves the town hall, checked before it goes out.</source>
            <translation>公開してよいデータを、内容を確かめてから庁外に出します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sync.py" />
            <source>{count} conflict(s): two people changed the same thing. Both values are kept.</source>
            <translation>食い違いが {count} 件あります。二人が同じところを変えました。どちらの値も残っています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sync.py" />
            <source>The sync did not come to its end. Nothing is lost; sync again.</source>
            <translation>同期が最後まで終わりませんでした。失われたものはありません。もう一度同期してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sync.py" />
            <source>{sent} change(s) sent, {received} received.</source>
            <translation>{sent} 件の変更を送り、{received} 件を受け取りました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sync.py" />
            <source>Settle conflicts…</source>
            <translation>食い違いを解決する…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/sync.py" />
            <source>Save your edits in QGIS first, then sync again.</source>
            <translation>先に QGIS で編集を保存してから、もう一度同期してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Trace lines of a placed sheet</source>
            <translation>図面の線をなぞる</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>The line could not be followed here ({reason}). Draw straight (S).</source>
            <translation>ここでは線をたどれませんでした（{reason}）。直線（S）で描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>No placed sheet is shown under the pointer. Switch one on in the list of layers, or draw straight (S).</source>
            <translation>ポインタの下に、位置を合わせた図面が表示されていません。レイヤの一覧で図面を表示するか、直線（S）で描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>This place cannot be stated in the layer's reference system. Check the reference systems of layer and sheet.</source>
            <translation>この場所は、レイヤの座標系では表せません。レイヤと図面の座標系を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>The outline crosses itself. Mend it with 'Check topology', or take it back with undo.</source>
            <translation>面の線が交わっています。図形の検査で直すか、元に戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Click on a line of the sheet to begin.</source>
            <translation>図面の線をクリックして始めてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Click further along the line. Shift: straight for one stretch.</source>
            <translation>線に沿って先をクリックしてください。Shift を押す間は直線になります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Click the next point.</source>
            <translation>次の点をクリックしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Click the next corner: the line turns at right angles.</source>
            <translation>次の角をクリックしてください。線は直角に曲がります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing.py" />
            <source>Following the ink…</source>
            <translation>線をたどっています…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>Line traced</source>
            <translation>線をなぞりました</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>Choose the layer to draw into in the list of layers.</source>
            <translation>レイヤの一覧で、描き込むレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>{layer} holds no lines or areas. Choose a layer of lines or areas to draw into.</source>
            <translation>{layer} は線でも面でもありません。描き込む線か面のレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>{layer} cannot be changed: it is read-only. Choose another layer to draw into.</source>
            <translation>{layer} は読み取り専用で変更できません。描き込む別のレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>Switch on editing for {layer} (the pencil), then trace.</source>
            <translation>{layer} の編集（鉛筆）を始めてから、線をたどってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_draft.py" />
            <source>A line needs two points, an area three. Go on drawing.</source>
            <translation>線には二点、面には三点が必要です。続けて描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Along the ink (I)</source>
            <translation>線をたどる (I)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Straight (S)</source>
            <translation>直線 (S)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Right angles (R)</source>
            <translation>直角 (R)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Close (C)</source>
            <translation>閉じる (C)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Finish (Enter)</source>
            <translation>終了 (Enter)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Step back (Backspace)</source>
            <translation>一つ戻す (Backspace)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/tracing_panel.py" />
            <source>Discard (Esc)</source>
            <translation>取り消し (Esc)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} sheet(s) to check</source>
            <translation>確認を待つ図郭：{count} 枚</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} conflict(s) to decide</source>
            <translation>決めていない食い違い：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} layer(s) not updated in time</source>
            <translation>更新の時期を過ぎたレイヤ：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} photo(s) not graded yet</source>
            <translation>まだ判定していない写真：{count} 枚</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} application(s) to answer</source>
            <translation>回答を待つ申請：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/waiting.py" />
            <source>{count} open layer(s) changed since the release</source>
            <translation>公開のあとで変わったレイヤ：{count} 件</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>The sheets that are not certain, first: see the corners on the scan, put them right, accept or refuse.</source>
            <translation>確かでない図面から順に、スキャンの上で四隅を確かめて直し、合格か不合格かを決めます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Go from fault to fault of a layer of lines or areas. A key mends the safe ones, another takes it back.</source>
            <translation>線や面のレイヤの誤りを順に見ていきます。確かなものはキー一つで直し、元にも戻せます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Open the shared map</source>
            <translation>共有地図を開く</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>All layers of the town in one project, grouped by department, each with its style and form.</source>
            <translation>町のレイヤをすべて一つのプロジェクトで開きます。課ごとにまとまり、見やすい色分けと入力画面が付いています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Settle conflicts</source>
            <translation>食い違いを解決する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>What two people changed differently, side by side. You decide, and the decision can be taken back.</source>
            <translation>二人が違うように変えたところを並べて見ます。どちらにするかを決めます。決めた後で取り消すこともできます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Who changed which feature or layer, when and why; and the way back to how it was.</source>
            <translation>だれが・いつ・なぜ、どの地物やレイヤを変えたか。前の状態に戻すこともできます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>For the administrator: layers, fields, styles and what others must know of them; people and roles.</source>
            <translation>管理者のための画面です。レイヤ、項目、スタイル、レイヤの説明、人と役割を決めます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>View and grade photos</source>
            <translation>写真を見て判定する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Go through the photos, see each on the map, and say what is damaged and how badly.</source>
            <translation>写真を順に見て、地図で場所を確かめ、何がどの程度壊れているかを入力します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Answer applications for data</source>
            <translation>データの申請に回答する</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Applications that wait: what is asked for, the area on the map, and the package to hand over.</source>
            <translation>回答待ちの申請について、求められたデータ、地図での範囲、渡すファイルを扱います。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Prepare a dataset</source>
            <translation>データセットの準備</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/windows.py" />
            <source>Which field of a layer goes into which column of a recommended dataset, and what is wrong in it.</source>
            <translation>レイヤのどの項目を推奨データセットのどの列に入れるかを決め、誤りを確かめます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>{cycle} is not an update cycle. Choose one of {cycles}.</source>
            <translation>{cycle} は更新周期ではありません。{cycles} から選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>Nobody would be administrator of the hub. Give one person that role.</source>
            <translation>共通基盤の管理者がいなくなります。だれか一人を管理者にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>The layer {layer} has a field {name} already. Choose another name.</source>
            <translation>レイヤ {layer} には項目 {name} がもうあります。別の名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>{name} cannot be the name of a field here. Choose another name.</source>
            <translation>{name} は項目の名前に使えません。別の名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>The hub itself needs the field {name}: it cannot be changed.</source>
            <translation>項目 {name} は共通基盤が使うため、変えられません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>The layer {layer} has no field {name}. Look at the present list of its fields.</source>
            <translation>レイヤ {layer} に項目 {name} はありません。今の項目の一覧を見てください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>The hub has a layer {title} already. Choose another title.</source>
            <translation>共通基盤にはレイヤ {title} がもうあります。別の名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>The catalogue has nothing called {name} that can be changed.</source>
            <translation>台帳に、変えられる {name} という欄はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/administration.py" />
            <source>{name} is listed twice. Give each person one line with all roles.</source>
            <translation>{name} が二回出ています。一人を一行にまとめ、役割を全部入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/answers.py" />
            <source>There is no change called {name}.</source>
            <translation>{name} という変更はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/approval.py" />
            <source>An approval needs the name of a person. Give the name of the approver.</source>
            <translation>承認には人の名前が要ります。承認者の名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The hub has no layer {name}. Its layers are: {layers}.</source>
            <translation>共通基盤に {name} というレイヤはありません。あるレイヤは次のとおりです：{layers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>{file} lies in an archive, where its marks cannot be read. Unpack it first.</source>
            <translation>{file} は圧縮ファイルの中にあり、公開・個人情報の印を読み取れません。先に展開してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>{file} does not know its catalogue yet. Sync it once.</source>
            <translation>{file} にはまだ台帳がありません。一度同期してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The layer {layer} of the work copy {file} is not in its catalogue, so nobody has said that it may leave. Bring it in with 'Add layer to hub', or save it as a file of its own.</source>
            <translation>作業コピー {file} のレイヤ {layer} はカタログにないため、外に出してよいとは誰も決めていません。「共通基盤にレイヤを追加する」で登録するか、別のファイルとして保存してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The field {field} is marked as personal, but {layer} of the work copy {file} has no such field: it may go under another name. Take a new work copy and export from that.</source>
            <translation>項目 {field} は個人情報とされていますが、作業コピー {file} の {layer} にその項目がありません。別の名前になっているおそれがあります。新しい作業コピーを取り、そこから書き出してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The layer has no title. Give it the name that staff will look for.</source>
            <translation>レイヤに表題がありません。職員が探すときに使う名前を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>{sharing} is not a way to share the layer {title}. Choose one of {choices}.</source>
            <translation>レイヤ「{title}」の共有方法に {sharing} は使えません。次から選んでください：{choices}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>Map level and accuracy of {title} cannot be below 0. Correct them.</source>
            <translation>{title} の地図情報レベルと精度は 0 より小さくできません。直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>A person without a name cannot be given a role. Type the name of the PC's account.</source>
            <translation>名前のない人に役割は付けられません。PC のアカウント名を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>{role} is not a role. Choose among {roles}.</source>
            <translation>{role} という役割はありません。{roles} から選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The hub's catalogue {file} cannot be read ({reason}). Check the connection, then run 'Check hub'.</source>
            <translation>共通基盤の台帳 {file} を読めません（{reason}）。接続を確かめてから、「共通基盤を点検する」を実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The backup {folder} is not whole: {finding} Keep the older ones and run 'Check hub' on the hub.</source>
            <translation>バックアップ {folder} に欠けがあります：{finding} 前のバックアップを残し、共通基盤で「共通基盤を点検する」を実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>Version {number} cannot be read ({reason}).</source>
            <translation>版 {number} を読めません（{reason}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The changes or conflicts of version {number} are not those that were published.</source>
            <translation>版 {number} の変更または競合の記録が、反映したときのものと違います。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>Version {number} does not follow the one before it.</source>
            <translation>版 {number} が前の版につながっていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The GeoPackage of version {number} lacks a layer or has one too many.</source>
            <translation>版 {number} の GeoPackage のレイヤが足りないか、余分にあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The digest of version {number} is not that of its layers.</source>
            <translation>版 {number} の照合値がレイヤの内容と合いません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>{file} was left behind by a publisher that was interrupted.</source>
            <translation>{file} は、途中で切れた反映の残りです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The style of the layer {layer} is lost or damaged ({file}). Save it again.</source>
            <translation>レイヤ {layer} のスタイルがないか、壊れています（{file}）。もう一度保存してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>{file} was left by a program that opened the hub itself. Use work copies only.</source>
            <translation>{file} は、共通基盤を直接開いたプログラムが残したものです。必ず作業用コピーを使ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The GeoPackage of version {number} is damaged ({reason}).</source>
            <translation>版 {number} の GeoPackage が壊れています（{reason}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The layer {table} of version {number} is not what was published.</source>
            <translation>版 {number} のレイヤ {table} が、反映したときの内容と違います。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The index of the layer {table} in version {number} is wrong.</source>
            <translation>版 {number} のレイヤ {table} の索引が正しくありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/check.py" />
            <source>The layer {table} of version {number} has one uuid twice.</source>
            <translation>版 {number} のレイヤ {table} に同じ uuid が二つあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/child.py" />
            <source>The Python of QGIS was not found in {folder}. Install QGIS again.</source>
            <translation>QGIS の Python が {folder} に見つかりません。QGIS をインストールし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/child.py" />
            <source>The work on the hub ended early ({reason}). Nothing is lost; run it again.</source>
            <translation>共通基盤での作業が途中で終わりました（{reason}）。失われたものはありません。もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/child.py" />
            <source>Cancelled. Nothing is lost; run it again to complete it.</source>
            <translation>中止しました。失われたものはありません。もう一度実行すると、続きが終わります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>The conflict {id} is settled already or not of this hub. Load the list again.</source>
            <translation>競合 {id} は、すでに決着しているか、この共通基盤のものではありません。一覧を読み込み直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>Two values were chosen for one field of the feature {uuid} in {layer}. Choose one of them.</source>
            <translation>{layer} の地物 {uuid} の一つの項目に、二つの値が選ばれています。どちらか一つを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>You may not change the layer {name}. Ask its department.</source>
            <translation>レイヤ {name} を変更する権限がありません。担当課に相談してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>The layer {name} was removed. Bring it back with 'Restore from hub history' first, or leave the hub as it is.</source>
            <translation>レイヤ {name} は削除されています。先に「前の版に戻す」で戻すか、共通基盤の値のままにしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>The feature {uuid} in {layer} is no longer there. Bring it back with 'Restore from hub history' first, or leave the hub as it is.</source>
            <translation>{layer} の地物 {uuid} はもうありません。先に「前の版に戻す」で戻すか、共通基盤の値のままにしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>{name} changed the feature {uuid} in {layer} meanwhile. Load the list again, then decide.</source>
            <translation>その間に {name} が {layer} の地物 {uuid} を変えました。一覧を読み直してから決めてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>The field {name} was removed from the layer {layer}. Let the administrator add it again first, or leave the hub as it is.</source>
            <translation>レイヤ {layer} の項目 {name} は削除されています。先に管理者に加え直してもらうか、共通基盤の値のままにしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>Version {number} is not a decision that can be taken back.</source>
            <translation>版 {number} は、取り消せる決定ではありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/conflicts.py" />
            <source>Version {later} changed the same features after the decision. Edit them in a work copy instead.</source>
            <translation>決定のあと、版 {later} が同じ地物を変えています。作業用コピーで編集してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} is not a sound GeoPackage ({reason}). Take it from a backup.</source>
            <translation>{file} は正常な GeoPackage ではありません（{reason}）。バックアップから戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} is in use by another program. Save the edits there and try again.</source>
            <translation>{file} はほかのプログラムが使っています。そちらで編集を保存してから、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>The disk that holds {file} is full. Free some space, then try again.</source>
            <translation>{file} を保存するディスクがいっぱいです。空きを作ってから、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} cannot be written: it is read-only. Check the rights on its folder.</source>
            <translation>{file} は読み取り専用のため書き込めません。フォルダの権限を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} cannot be opened. Check that it is there and that the drive is connected.</source>
            <translation>{file} を開けません。ファイルがあるか、ドライブがつながっているかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} cannot be read or written any more ({reason}). Check the drive and the connection to it, then try again.</source>
            <translation>{file} を読み書きできなくなりました（{reason}）。ディスクと接続を確かめて、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>The table {table} has no primary key that counts its features. Save it as a new GeoPackage layer in QGIS, then add it again.</source>
            <translation>テーブル {table} には地物を区別する主キーがありません。QGIS で新しい GeoPackage レイヤとして保存してから、もう一度追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/history.py" />
            <source>There is no version {number}; the hub's versions are 1 to {head}.</source>
            <translation>版 {number} はありません。共通基盤の版は 1 から {head} までです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} does not say its reference system. Find out on which one it was made (for maps before April 2002 usually the Tokyo datum), set it in QGIS under 'Layer CRS', then add the layer again.</source>
            <translation>{file} に座標参照系が書かれていません。どの測地系で作られたかを調べ（2002年3月以前の地図はふつう日本測地系です）、QGIS の「レイヤの CRS」で設定してから、もう一度追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} mixes points, lines and areas in one layer. Split it by kind first ('Split vector layer by geometry type' in QGIS), then add each part.</source>
            <translation>{file} は一つのレイヤに点・線・面が混ざっています。先に種類ごとに分けてから、それぞれを追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} holds several layers ({layers}). Choose one of them: add '|layername=NAME' to the path.</source>
            <translation>{file} には複数のレイヤ（{layers}）が入っています。一つを選び、パスの後に「|layername=レイヤ名」を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} cannot be read as a vector layer ({reason}). Open it in QGIS and save it as a GeoPackage.</source>
            <translation>{file} をベクタレイヤとして読めません（{reason}）。QGIS で開いて、GeoPackage として保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>Mended the shape of {count} feature(s): row {rows}.</source>
            <translation>{count} 件の地物の図形を直しました（行：{rows}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{count} feature(s) had no usable shape and are kept without one: row {rows}.</source>
            <translation>{count} 件の地物は図形が使えないため、図形なしで残しました（行：{rows}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{count} feature(s) have no shape: row {rows}.</source>
            <translation>{count} 件の地物に図形がありません（行：{rows}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>The times of {name} carry no time zone; they are taken as Japan's.</source>
            <translation>{name}の時刻には時間帯がないため、日本時間とみなしました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>The field {name} is called {new} in the hub.</source>
            <translation>属性 {name} は、共通基盤では {new} という名前になります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{count} feature(s) repeated the uuid of another and got a new one: row {rows}.</source>
            <translation>{count} 件の地物の uuid がほかと重なっていたため、新しい uuid を付けました（行：{rows}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/lease.py" />
            <source>Somebody else publishes now, because this PC was silent for too long. Try again.</source>
            <translation>このパソコンの応答が長く途切れたため、ほかの人の反映が先に始まりました。もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/lease.py" />
            <source>{name} on {pc} is publishing to the hub. Nothing was changed; try again in a minute.</source>
            <translation>{name} さん（パソコン {pc}）が共通基盤へ反映しているところです。何も変更していません。1分ほど待って、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/operations.py" />
            <source>{name} may not add a layer of the department {department}. Ask the hub's administrator.</source>
            <translation>{name} さんには、{department} のレイヤを追加する権限がありません。共通基盤の管理者に相談してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/operations.py" />
            <source>The hub has a layer {title} already. Choose another title, or change that layer in a work copy.</source>
            <translation>共通基盤には「{title}」というレイヤがすでにあります。別の表題にするか、作業用コピーでそのレイヤを編集してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/operations.py" />
            <source>{type} is not a type of field. Choose one of {types}.</source>
            <translation>{type} という属性の型はありません。次から選んでください：{types}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>The address of the hub carries a password, which everybody could read. Take it out: 'Hub on a server…' in the first steps and in the options lets you choose user and password from QGIS's authentication store.</source>
            <translation>共通基盤のアドレスにパスワードが入っていて、だれにでも読めてしまいます。パスワードを消してください。「はじめの設定」とオプションの「サーバーの共通基盤…」で、ユーザー名とパスワードを QGIS の認証データベースから選べます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>{address} is not the address of a hub. Write it as 'postgresql://HOST/DATABASE?schema=SCHEMA', or copy it from what 'Move hub to PostGIS' told.</source>
            <translation>{address} は共通基盤のアドレスではありません。「postgresql://ホスト/データベース?schema=スキーマ」の形で書くか、「共通基盤を PostGIS へ移す」が表示したものを写してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>{address} begins with '{scheme}', which is no hub. The address of a hub on a server begins with 'postgresql://'.</source>
            <translation>{address} は「{scheme}」で始まっていて、共通基盤のアドレスではありません。サーバーの共通基盤のアドレスは「postgresql://」で始まります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>The address {address} names no database. Write '/DATABASE' after the host.</source>
            <translation>アドレス {address} にデータベース名がありません。ホスト名のあとに「/データベース名」と書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>{mode} is not a way to encrypt a connection. Choose one of {modes}.</source>
            <translation>{mode} は接続の暗号化の方法ではありません。{modes} から選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>The connection to {host} would not be encrypted. Set SSL mode 'require' in the connection, and switch TLS on at the server.</source>
            <translation>{host} への接続が暗号化されません。接続の SSL モードを「require」にし、サーバーで TLS を有効にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/address.py" />
            <source>The address {address} has a part '{name}' that says nothing about a hub. It may have: {names}.</source>
            <translation>アドレス {address} の「{name}」は、共通基盤のアドレスにはない項目です。使えるのは {names} です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} does not accept the user or the password. Correct them in QGIS's authentication store, then try again.</source>
            <translation>サーバー {server} が、ユーザー名かパスワードを受け付けません。QGIS の認証データベースで直してから、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} has no database {database}. Check the name in the connection, or ask who looks after the server.</source>
            <translation>サーバー {server} にデータベース {database} がありません。接続の名前を確かめるか、サーバーの管理者に聞いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>Your account on the server may not do this ({reason}). Nothing was changed; ask the hub's administrator for the right.</source>
            <translation>サーバーでのあなたのアカウントには、この操作の権限がありません（{reason}）。何も変わっていません。共通基盤の管理者に権限を頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} does not encrypt its connections. Ask who looks after it to switch TLS on (ssl = on).</source>
            <translation>サーバー {server} は接続を暗号化していません。サーバーの管理者に、TLS を有効にする（ssl = on）よう頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} lets nobody in from this PC ({reason}). Ask who looks after it for an entry in pg_hba.conf.</source>
            <translation>サーバー {server} は、この PC からの接続を許していません（{reason}）。サーバーの管理者に、pg_hba.conf への登録を頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The disk of the server {server} is full. Nothing was changed; ask who looks after it to free some space.</source>
            <translation>サーバー {server} のディスクがいっぱいです。何も変わっていません。サーバーの管理者に、空きを作るよう頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} does not answer ({reason}). Check the network, then try again; what was not finished is completed then.</source>
            <translation>サーバー {server} が応答しません（{reason}）。ネットワークを確かめてから、もう一度実行してください。途中だったものはそのとき完了します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>Two people changed the same thing at the same moment, and the server {server} stopped yours. Nothing of it was changed; do it again.</source>
            <translation>二人が同じものを同時に変えたので、サーバー {server} があなたの方を止めました。何も変わっていません。もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>The server {server} refused this ({reason}). Nothing was changed.</source>
            <translation>サーバー {server} がこの操作を断りました（{reason}）。何も変わっていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>A feature that you changed was deleted by somebody else meanwhile. Reload the layer; your edit is still in QGIS and can be copied into a new feature.</source>
            <translation>あなたが変えた地物は、その間にほかの人が削除していました。レイヤを読み込み直してください。あなたの編集は QGIS に残っているので、新しい地物に写せます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/connection.py" />
            <source>Delete the features instead: what is truncated has no history.</source>
            <translation>地物を削除してください。表を空にすると履歴が残りません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/mirror.py" />
            <source>The layer {layer} is only for its department. Ask the hub's administrator to do this.</source>
            <translation>レイヤ {layer} は担当課だけのものです。共通基盤の管理者に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/mirror.py" />
            <source>The GeoPackage of version {number} is lost. Take the hub from a backup.</source>
            <translation>版 {number} の GeoPackage が失われています。共通基盤をバックアップから戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/mirror.py" />
            <source>The hub {folder} has no version {number}.</source>
            <translation>共通基盤 {folder} に版 {number} はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/move.py" />
            <source>The schema {place} holds another hub already. Choose another schema; both hubs stay as they are.</source>
            <translation>スキーマ {place} には、すでに別の共通基盤があります。別のスキーマを選んでください。どちらの共通基盤もそのままです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/move.py" />
            <source>The schema {place} holds other tables already ({name}). Choose a schema that does not exist yet.</source>
            <translation>スキーマ {place} には、すでに別の表（{name}）があります。まだ無いスキーマを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/move.py" />
            <source>The layer {layer} arrived otherwise than it was sent: {what}. Nothing was lost; the hub on the share is as it was. Run it again.</source>
            <translation>レイヤ {layer} が、送ったときと違う形で届きました（{what}）。何も失われていません。共有フォルダーの共通基盤はそのままです。もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/rights.py" />
            <source>The account {account} may not make roles on the server, which the departments need. Ask who looks after the server to run 'ALTER ROLE {account} CREATEROLE'.</source>
            <translation>アカウント {account} には、サーバーで課ごとのロールを作る権限がありません。サーバーの管理者に「ALTER ROLE {account} CREATEROLE」を実行するよう頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/rights.py" />
            <source>The right {role} of {account} on the server was given by somebody else and stays. Nothing was changed; ask who looks after the server to take it away, then do this again.</source>
            <translation>サーバーでの {account} の権限 {role} は、ほかの人が与えたものなので残っています。何も変わっていません。サーバーの管理者に取り消してもらってから、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/schema.py" />
            <source>The server runs PostgreSQL {version}; the hub needs 13 or newer. Ask who looks after it to update.</source>
            <translation>サーバーの PostgreSQL は {version} です。共通基盤には 13 以降が必要です。サーバーの管理者に更新を頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/schema.py" />
            <source>The database {database} has no PostGIS. Ask who looks after the server to run 'CREATE EXTENSION postgis' in it.</source>
            <translation>データベース {database} に PostGIS がありません。サーバーの管理者に、そこで「CREATE EXTENSION postgis」を実行するよう頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/schema.py" />
            <source>The database has PostGIS {version}; the hub needs 3.0 or newer. Ask who looks after the server to update.</source>
            <translation>データベースの PostGIS は {version} です。共通基盤には 3.0 以降が必要です。サーバーの管理者に更新を頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/schema.py" />
            <source>The field {field} of {layer} cannot have this name on a server: it is too long or taken. Let the administrator rename it first.</source>
            <translation>{layer} のフィールド {field} は、名前が長すぎるか使えないため、サーバーではこの名前にできません。先に管理者に名前を変えてもらってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>The account {account} may not use the hub {place}. Ask the hub's administrator to enter it among the people.</source>
            <translation>アカウント {account} は、共通基盤 {place} を使えません。共通基盤の管理者に、担当者の一覧へ入れてもらってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>There is no hub in {place}. Check the schema in the address, or move a hub there with 'Move hub to PostGIS'.</source>
            <translation>{place} に共通基盤がありません。アドレスのスキーマを確かめるか、「共通基盤を PostGIS へ移す」で移してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>The hub in {place} is being moved there, or its move was interrupted. Run 'Move hub to PostGIS' again; it goes on where it was.</source>
            <translation>{place} の共通基盤は移している最中か、移行が中断されました。「共通基盤を PostGIS へ移す」をもう一度実行してください。続きから始まります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>The hub {folder} was made by a newer Shimonita GIS. Update the plugin on this PC.</source>
            <translation>共通基盤 {folder} は、より新しい Shimonita GIS で作られています。このパソコンのプラグインを更新してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>What was sent in version {number} is only for who sent it. Sync with the account that sent it, or ask the hub's administrator.</source>
            <translation>版 {number} で送られた内容は、送った人だけが見られます。送ったときのアカウントで同期するか、共通基盤の管理者に相談してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/store.py" />
            <source>Too many others publish to the hub at this moment. Nothing was changed; try again in a minute.</source>
            <translation>いま多くの人が共通基盤へ反映しています。何も変更していません。1分ほど待って、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/postgis/values.py" />
            <source>The feature {feature} of {layer} holds {value} in the field {field}, which is not what that field is for. Correct it in a work copy, then try again.</source>
            <translation>{layer} の地物 {feature} のフィールド {field} に、合わない値（{value}）が入っています。作業用コピーで直してから、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/restore.py" />
            <source>Version {number} has no layer {name}.</source>
            <translation>版 {number} にレイヤ {name} はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/roles.py" />
            <source>{name} is not an administrator of the hub. Ask one of them to do this.</source>
            <translation>{name} は共通基盤の管理者ではありません。管理者に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/roles.py" />
            <source>{name} may not approve a release. Ask the release approver.</source>
            <translation>{name} は公開を承認できません。公開承認者に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/roles.py" />
            <source>{name} may not change the layer {layer}. Ask its department or the hub's administrator.</source>
            <translation>{name} はレイヤ {layer} を変えられません。担当課か共通基盤の管理者に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/share.py" />
            <source>The disk that holds the hub {folder} is full. Nothing was changed; free some space there, then try again.</source>
            <translation>共通基盤 {folder} のあるディスクがいっぱいです。何も変わっていません。空きを作ってから、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/share.py" />
            <source>The hub {folder} is read-only for this account. Nothing was changed and your edits stay in the work copy; ask who looks after the file share for the right to write there.</source>
            <translation>このアカウントでは、共通基盤 {folder} に書き込めません。何も変わっておらず、編集は作業用コピーに残っています。共有フォルダの担当者に、書き込みの権限を頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/share.py" />
            <source>The hub {folder} does not answer ({reason}). Check the connection to the drive, then try again; what was not finished is completed then.</source>
            <translation>共通基盤 {folder} が応答しません（{reason}）。ドライブへの接続を確かめて、もう一度行ってください。途中だったものは、そのとき仕上がります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/share.py" />
            <source>The newest version of the hub {folder} is damaged ({reason}). Nothing was changed; run 'Check hub', which mends it, then try again.</source>
            <translation>共通基盤 {folder} の最新の版が壊れています（{reason}）。何も変わっていません。「共通基盤を点検する」で直してから、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>There is a hub in {folder} already. Open it, or choose another folder.</source>
            <translation>{folder} にはすでに共通基盤があります。それを使うか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>{folder} is not empty ({name} is in it). Choose a new or empty folder for the hub.</source>
            <translation>{folder} は空ではありません（{name} が入っています）。共通基盤には新しいフォルダか空のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>A hub is made in a folder first. Give a folder, then take it to the server with 'Move hub to PostGIS'.</source>
            <translation>共通基盤は、まずフォルダに作ります。フォルダを指定して作り、「共通基盤を PostGIS へ移す」でサーバーへ移してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} has moved to {place}. Enter that place in the options of Shimonita GIS; your edits stay in the work copy until then.</source>
            <translation>共通基盤 {folder} は {place} へ移りました。Shimonita GIS の設定にその場所を入れてください。それまで編集は作業用コピーに残ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>Version {number} is kept as changes only; use 'Restore'.</source>
            <translation>版 {number} は差分だけが保存されています。「復元」を使ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>{folder} is not a hub. Choose the hub's folder, or create a hub with 'Create hub'.</source>
            <translation>{folder} は共通基盤ではありません。共通基盤のフォルダを選ぶか、「共通基盤を作る」で作ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} is not there. Check the name, or whether the drive is connected.</source>
            <translation>共通基盤 {folder} がありません。名前が正しいか、ドライブがつながっているかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} cannot be read ({reason}). Check the connection to the drive, then try again.</source>
            <translation>共通基盤 {folder} を読めません（{reason}）。ドライブへの接続を確かめて、もう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>{file} cannot be read ({reason}). Check the connection to the drive; if it stays so, run 'Check hub'.</source>
            <translation>{file} を読めません（{reason}）。ドライブとの接続を確かめてください。それでも読めないときは「共通基盤を点検する」を実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/takeback.py" />
            <source>Version {number} changed features, not what an administrator sets. Bring the layer back instead.</source>
            <translation>版 {number} は地物の変更で、管理者の設定ではありません。レイヤを元に戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/takeback.py" />
            <source>{name} holds values by now. Take it away by hand if it is really to go.</source>
            <translation>「{name}」にはもう値が入っています。本当に要らないときは、削除の操作をしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/takeback.py" />
            <source>{name} was changed again after version {number}. Take the later change back first.</source>
            <translation>「{name}」は版 {number} のあとでもう一度変えられています。先に、あとの変更を取り消してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/template.py" />
            <source>{type} is not a type of field.</source>
            <translation>{type} は項目の型ではありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/template.py" />
            <source>{file} does not describe a layer ({reason}). Correct it, or take it out of the template's folder.</source>
            <translation>{file} はレイヤの定義として読めません（{reason}）。直すか、ひな形のフォルダから取り除いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/usage.py" />
            <source>The period ends ({end}) before it begins ({start}). Correct the days.</source>
            <translation>期間の終わり({end})が始まり({start})より前です。日を直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>{file} is edited all the time. Save the edits, pause for a moment and sync again.</source>
            <translation>{file} は編集が続いています。編集を保存し、手を止めてから、もう一度同期してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>{file} exists already and may hold edits that were not sent. Sync it, or choose another name.</source>
            <translation>{file} はすでにあり、まだ送っていない編集が入っているおそれがあります。同期するか、別の名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>{file} is a work copy of another hub than {folder}. Choose the right hub.</source>
            <translation>{file} は {folder} とは別の共通基盤の作業用コピーです。正しい共通基盤を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The hub {folder} was restored from a backup: it has no longer the version {version} that {file} is on. Nothing was sent or changed. Make a new work copy, and bring over by hand what only this one holds; ask the administrator how far the hub went back.</source>
            <translation>共通基盤 {folder} はバックアップから戻されています。{file} がもとにしている版 {version} は、いまの共通基盤にはありません。何も送らず、何も変えていません。新しい作業用コピーを作り、この作業用コピーにだけあるものは手で移してください。いつの時点に戻されたかは管理者に確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The layer {name} of {file} has lost its field uuid. Restore the field, or take a new work copy.</source>
            <translation>{file} のレイヤ {name} から属性 uuid がなくなっています。属性を元に戻すか、作業用コピーを作り直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>{file} is not a work copy. Make one with 'Check out layers'.</source>
            <translation>{file} は作業用コピーではありません。「作業用コピーを作る」で作ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The layer {name} is only in the work copy. Bring it in with 'Add layer to hub'.</source>
            <translation>レイヤ {name} は作業用コピーにしかありません。「共通基盤にレイヤを追加する」で入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The layer {name} is missing in the work copy and was left alone in the hub.</source>
            <translation>レイヤ {name} は作業用コピーにありません。共通基盤のレイヤはそのまま残しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The clock of this PC or of {name} is wrong: the newest version seems to come from the future. Set the clock right; nothing is lost, only the times in the history are wrong.</source>
            <translation>この PC か {name} の時計が狂っています（最新の版が未来の時刻です）。時計を合わせてください。何も失われておらず、履歴の時刻だけがずれています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/workcopy.py" />
            <source>The field {name} is only in the work copy. Ask the administrator to add it.</source>
            <translation>属性 {name} は作業用コピーにしかありません。追加するよう管理者に頼んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>{file} is too large for an application (over 5 MB). Choose the form's own file.</source>
            <translation>{file} は申請のファイルとしては大きすぎます(5 MB 超)。電子申請から出てきたファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>{file} holds no application: none of its fields is an application number (such as {names}).</source>
            <translation>{file} に申請がありません。申請番号の項目({names}など)が見つかりません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>{file} holds {count} applications. Give the number of one of them: {numbers}.</source>
            <translation>{file} には申請が {count} 件あります。どれか一つの番号を入れてください: {numbers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>An application has no number. Give it one, so that the ledger can tell it from others.</source>
            <translation>申請に番号がありません。台帳で見分けられるように、番号を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>The application {number} does not say its purpose. Ask the applicant for it.</source>
            <translation>申請 {number} に利用目的がありません。申請者に確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/applications.py" />
            <source>{file} cannot be read as an application in XML ({reason}). Ask for the file again.</source>
            <translation>{file} を XML の申請として読めません({reason})。ファイルをもう一度もらってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>Say the area: draw it, or give a sheet code, a district or a parcel number.</source>
            <translation>範囲を指定してください。描くか、図郭番号・地区の名前・地番を入れます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>The area has no size. Draw a polygon.</source>
            <translation>範囲に広さがありません。面を描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>No sheet, district or parcel is called {name}. Look it up on the map, or draw the area.</source>
            <translation>{name} という図郭・地区・地番はありません。地図で確かめるか、範囲を描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>{name} means {count} places: {places}. Give the name in full, or draw the area.</source>
            <translation>{name} は {count} か所あります: {places}。大字からすべて書くか、範囲を描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>EPSG:{code} is no reference system. Give one such as EPSG:6677.</source>
            <translation>EPSG:{code} という座標系はありません。EPSG:6677 のように指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/area.py" />
            <source>The polygon cannot be read ({reason}). Draw it again.</source>
            <translation>面を読めません({reason})。もう一度描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/datasets.py" />
            <source>There is no dataset {name} in the layout {layout}. There are: {names}.</source>
            <translation>様式 {layout} にデータセット {name} はありません。あるのは次のとおりです：{names}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/datasets.py" />
            <source>{file} is not a dataset definition ({reason}). Take one of the plugin's own as a pattern.</source>
            <translation>{file} はデータセットの定義として読めません（{reason}）。プラグイン付属の定義を見本にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>Choose at least one layer: damage, closed roads or evacuation sites.</source>
            <translation>被害箇所・通行規制・避難場所のうち、少なくとも1つのレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>{folder} is a link or a file, not a folder. Choose another place.</source>
            <translation>{folder} はフォルダではなく、リンクかファイルです。別の場所を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>{folder} holds files that are no disaster map. Choose an empty folder or the last map.</source>
            <translation>{folder} には災害の地図でないファイルがあります。空のフォルダか、前の地図のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>{folder} holds {names}, which the new map would remove. Move it elsewhere, or choose another folder.</source>
            <translation>{folder} に {names} があり、新しい地図を作ると消えてしまいます。別の所へ移すか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>The written map is not right, so it was thrown away: {reason}.</source>
            <translation>書いた地図に誤りがあったので、捨てました({reason})。もう一度実行し、直らなければ担当者に知らせてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap.py" />
            <source>{folder} holds a damaged disaster map. Choose another folder.</source>
            <translation>{folder} の地図は壊れています。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_ground.py" />
            <source>The terrain model {file} does not reach the places on the map. Choose another one.</source>
            <translation>標高データ {file} の範囲に、地図に載せる場所がありません。別のものを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_ground.py" />
            <source>{file} does not say its reference system. Set it in QGIS, save the terrain model, and try again.</source>
            <translation>{file} に座標系の情報がありません。QGISで座標系を設定して保存し、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_ground.py" />
            <source>{file} is on the old Tokyo datum. Choose a terrain model on JGD2000 or JGD2011.</source>
            <translation>{file} は旧日本測地系です。JGD2000かJGD2011の標高データを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_items.py" />
            <source>{file} has no field with the districts' names. Its fields are: {fields}. Choose one of them.</source>
            <translation>{file} に地区名の項目がありません。項目は {fields} です。どれかを「地区名」という名前にしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_photos.py" />
            <source>The photo lies outside the folder of photos; it was left out.</source>
            <translation>写真が写真のフォルダの外にあるので、載せませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_photos.py" />
            <source>The photo is not in the folder of photos; it was left out.</source>
            <translation>写真のフォルダに写真がないので、載せませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/disastermap_photos.py" />
            <source>The file is not a photo that can be opened; it was left out.</source>
            <translation>開ける写真ではないので、載せませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/formats.py" />
            <source>{format} is not a format. Choose among {formats}.</source>
            <translation>{format} という形式はありません。{formats} から選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/formats.py" />
            <source>{layer} has no features; a shapefile of it cannot be made.</source>
            <translation>{layer} には地物がないので、シェープファイルを作れません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/formats.py" />
            <source>A shapefile cannot hold some texts of {layer}: {problems}. Shorten or replace them, or choose GeoPackage, which holds them all.</source>
            <translation>{layer} の文字には、シェープファイルに入らないものがあります: {problems}。短くするか書きかえるか、すべて入る GeoPackage を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/formats.py" />
            <source>{file} was not written: reading it back found {count} difference(s), the first: {first} Please report this with the layer.</source>
            <translation>{file} は書き出しませんでした。読み直すと {count} か所の違いがありました。最初の違い：{first} レイヤを添えて開発者に知らせてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/geojson.py" />
            <source>{digits} decimals cannot be had. Choose {least} to {most}; 7 is a centimetre.</source>
            <translation>小数点以下 {digits} 桁にはできません。{least} から {most} までを選んでください。7桁で約1 cmです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/geojson.py" />
            <source>{file} has no field {field}. Its fields are: {fields}.</source>
            <translation>{file} に {field} という属性はありません。ある属性は次のとおりです：{fields}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/geojson.py" />
            <source>In {layer} the features {first} and {second} have the same identity ({field} {identity}), so that one would pass for the other. Empty that field of the one that was copied and sync the layer, then export again.</source>
            <translation>{layer} の地物 {first} と {second} は同じ ID（{field} {identity}）を持っていて、見分けられません。コピーしたほうのその項目を空にして同期してから、もう一度書き出してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>The ledger needs the name of the officer. Give your name.</source>
            <translation>台帳には担当者の名前が要ります。名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>The ledger has another application with the number {number}. Give this one a number of its own.</source>
            <translation>台帳には、番号 {number} の別の申請があります。この申請には別の番号を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>A refusal needs its reason. Write what the applicant is told.</source>
            <translation>断るときは理由が要ります。申請者に伝えることを書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>The ledger has no application with the number {number}.</source>
            <translation>台帳に、番号 {number} の申請はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>{file} of the ledger cannot be read ({reason}). Take it from a backup of the hub.</source>
            <translation>台帳の {file} を読めません({reason})。共通基盤のバックアップから戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/ledger.py" />
            <source>The ledger {folder} cannot be written ({reason}). Check the connection to the drive and the right to write there.</source>
            <translation>台帳 {folder} に書けません({reason})。ドライブの接続と書き込みの権限を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>Its geometry cannot be read; it left without geometry.</source>
            <translation>図形が読み取れないため、形なしで書き出しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>A coordinate is no number; it left without geometry.</source>
            <translation>座標が数値ではないため、形なしで書き出しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>Its latitude or longitude lies outside the earth; it left without geometry.</source>
            <translation>緯度か経度が地球の範囲を外れているため、形なしで書き出しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>It crosses the 180th meridian and was cut there.</source>
            <translation>経度180度の線をまたぐため、そこで切りました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>Its shape crossed itself or was not closed; it was mended.</source>
            <translation>形が自分自身と交わっているか閉じていなかったため、直しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>It would have vanished or changed its kind at the chosen precision; it was given more decimals.</source>
            <translation>指定の桁数では消えるか種類が変わるため、小数の桁を増やしました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>It has no height, or none in places; 0 was written there.</source>
            <translation>高さがないか、一部にないため、そこに 0 を書きました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>Some of its text is no UTF-8; what cannot be read was written as �.</source>
            <translation>文字の一部が UTF-8 ではないため、読み取れないところを � と書きました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/lonlat.py" />
            <source>It has no length or area at any precision; it left without geometry.</source>
            <translation>どの桁数でも長さや面積がないため、形なしで書き出しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/mapping.py" />
            <source>The mapping must give a field for each column: {{"column": "field"}}.</source>
            <translation>対応表には、項目ごとに属性を書いてください：{{"column": "field"}}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/mapping.py" />
            <source>The mapping names column {column} and field {field}. The fields are: {fields}. The columns are: {columns}.</source>
            <translation>対応表に項目 {column} と属性 {field} がありますが、どちらかが存在しません。属性は次のとおりです：{fields}。項目は次のとおりです：{columns}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/mapping.py" />
            <source>The mapping is not JSON ({reason}). Write it as {{"column": "field"}}.</source>
            <translation>対応表が JSON になっていません（{reason}）。{{"column": "field"}} の形で書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>Personal fields can only be released by a person: give the name of the approver beside the fields.</source>
            <translation>個人情報の属性を公開できるのは、承認者だけです。属性と一緒に承認者の名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>Nothing was written: the layer looks as if it held personal information ({what}). Leave these fields out, or let an approver release each of them by its name.</source>
            <translation>書き出しませんでした。このレイヤには個人情報が入っているようです（{what}）。その属性を外すか、承認者が属性名を挙げて許可してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>marked as personal in the catalogue</source>
            <translation>カタログで個人情報の印が付いています</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>marked as personal in the hub since this work copy was synced</source>
            <translation>作業コピーの同期のあと、共通基盤で個人情報の印が付きました</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>marked as personal in this work copy, no longer in the hub: sync it</source>
            <translation>この作業コピーでは個人情報の印があり、共通基盤ではなくなりました。同期してください</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>birth dates</source>
            <translation>生年月日</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>mail addresses</source>
            <translation>メールアドレス</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>mobile phone numbers</source>
            <translation>携帯電話の番号</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>names of persons</source>
            <translation>人の名前</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>phone numbers</source>
            <translation>電話番号</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>owners or residents</source>
            <translation>所有者・居住者</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>{layers} may not leave the town hall: the catalogue does not mark it as open. Leave it out, or ask its department.</source>
            <translation>{layers} は庁外に出せません。カタログで公開になっていないためです。外すか、担当課に確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>{layers} may not leave the town hall: the hub no longer marks it as open, and this work copy is older. Sync the work copy, or ask the layer's department.</source>
            <translation>{layers} は庁外に出せません。共通基盤では公開の印がなくなっており、この作業コピーはそれより古いものです。作業コピーを同期するか、担当課に確認してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>{layers} may not leave the town hall yet: this work copy does not mark it as open, though the hub now does. Sync the work copy, then export again.</source>
            <translation>{layers} はまだ庁外に出せません。共通基盤では公開になりましたが、この作業コピーではまだ公開になっていません。作業コピーを同期してから、もう一度書き出してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/personal.py" />
            <source>The hub could not be reached. The marks of the work copy's last sync decided what may leave; newer marks of the hub were not seen.</source>
            <translation>共通基盤に接続できませんでした。外に出してよいものは、作業コピーを最後に同期したときの印で判断しました。共通基盤のその後の印は見ていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/population.py" />
            <source>The table and the areas in {file} have no code or name of areas in common. The areas' fields are: {fields}. Choose the field that holds the same as the table's 地域コード or 地域名.</source>
            <translation>表と {file} の区域に、共通する地域のコードや名前がありません。区域の項目は {fields} です。表の地域コードか地域名と同じものが入っている項目を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/provision.py" />
            <source>The package is not right, so it was thrown away: {reason}.</source>
            <translation>できたファイルが正しくないので、捨てました: {reason}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/provision.py" />
            <source>Choose at least one format among {formats}.</source>
            <translation>形式を一つ以上選んでください: {formats}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/provision.py" />
            <source>Choose at least one layer to give.</source>
            <translation>渡すレイヤを一つ以上選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/provision.py" />
            <source>Nothing of the chosen layers lies in this area. Check the area on the map.</source>
            <translation>選んだレイヤは、この範囲に何もありません。地図で範囲を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/release.py" />
            <source>{folder} holds a damaged release. Choose another folder.</source>
            <translation>{folder} の公開データは壊れています。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/release.py" />
            <source>A release must be approved by a person. Give the name of the approver.</source>
            <translation>公開には人の承認が必要です。承認者の名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/release.py" />
            <source>The hub has no layer that may be published. Mark one as open in the catalogue first.</source>
            <translation>共通基盤に、公開してよいレイヤがありません。先に台帳で公開してよいレイヤを決めてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/release.py" />
            <source>{folder} holds files that are no release. Choose an empty folder or the last release.</source>
            <translation>{folder} には公開データではないファイルが入っています。空のフォルダか、前回の公開データのフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/release.py" />
            <source>{folder} holds {names}, which the new release would remove. Move it elsewhere, or choose another folder.</source>
            <translation>{folder} には {names} があり、新しい公開を作ると消えてしまいます。ほかの場所に移すか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/rfc7946.py" />
            <source>What was written is not JSON ({reason}). Run the export again.</source>
            <translation>書き出したものが JSON になっていません（{reason}）。もう一度書き出してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} cannot be opened as a vector layer. Check that the file is there and is not damaged.</source>
            <translation>{file} をベクタレイヤとして開けません。ファイルがあるか、壊れていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} is a table without places, not a map layer. Choose a layer with geometry.</source>
            <translation>{file} は位置のない表で、地図のレイヤではありません。図形のあるレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} does not say its reference system, so its places on the earth are unknown. Set the layer's reference system in QGIS (for older town data ask which datum it is on), save it, and export it again.</source>
            <translation>{file} に座標参照系が設定されていないため、位置がわかりません。QGIS でレイヤの座標参照系を設定して保存し（古いデータはどの測地系かを確かめてください）、もう一度書き出してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} could not be read to its end ({reason}). Check that it is not damaged and not open elsewhere.</source>
            <translation>{file} を最後まで読めませんでした（{reason}）。壊れていないか、ほかで開いていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} has a field of a kind that cannot be exported ({kind}). Leave that field out.</source>
            <translation>{file} には書き出せない種類（{kind}）の属性があります。その属性を外してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/source.py" />
            <source>{file} holds something that is no date or time in the field {field} of feature {fid}. Correct it in QGIS, or leave the field out.</source>
            <translation>{file} の地物 {fid} の項目 {field} に、日付・時刻ではない値が入っています。QGISで直すか、この項目を外してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/table.py" />
            <source>{file} is neither UTF-8 nor CP932 text. Save it as CSV again.</source>
            <translation>{file} の文字コードが UTF-8 でも CP932（Shift_JIS）でもありません。CSV で保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/table.py" />
            <source>{file} is empty. Choose a CSV with a header line.</source>
            <translation>{file} は空です。見出しの行がある CSV を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/table.py" />
            <source>{file} cannot be read as CSV ({reason}). Save it as CSV again.</source>
            <translation>{file} を CSV として読めません（{reason}）。CSV で保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/opendata/table.py" />
            <source>{file} cannot be written in CP932: it has no character {character}. Choose UTF-8.</source>
            <translation>{file} は CP932（Shift_JIS）では保存できません。文字「{character}」がありません。UTF-8 を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/parameterfile.py" />
            <source>{file} does not join the Tokyo Datum, JGD2000 and JGD2011 (its first line: {title}). Choose TKY2JGD.par or the PatchJGD file of the 2011 earthquake.</source>
            <translation>{file} は旧日本測地系・日本測地系2000・2011の間の変換用ではありません（1行目：{title}）。TKY2JGD.par か、2011年の地震の PatchJGD のファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/parameterfile.py" />
            <source>{file} is not a parameter file (.par) of GSI. Choose another file.</source>
            <translation>{file} は国土地理院のパラメータファイル（.par）ではありません。別のファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>The layer of cameras has no photo {photo}. Write its path as it stands in that layer.</source>
            <translation>撮影位置レイヤに写真 {photo} がありません。レイヤにあるとおりのパスで書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>There are no pairs of points. Mark a point in a photo and the same point on the map.</source>
            <translation>点の組がありません。写真の中の点と、地図上の同じ点を指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>The photo {photo} has no direction, height or focal length: no point can be found in it.</source>
            <translation>写真 {photo} には方位、高さ、焦点距離のいずれかがないため、点の位置を求められません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>The point {u}, {v} lies outside of the photo {photo}, which has {width} x {height} pixels.</source>
            <translation>点 {u}, {v} は写真 {photo}（{width} x {height} 画素）の外にあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>Several photos are called {photo}. Write its path as it stands in the layer of cameras.</source>
            <translation>{photo} という名前の写真が複数あります。撮影位置レイヤにあるとおりのパスで書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/correction.py" />
            <source>The height of the ground is not known at the map point of {photo}. Choose a terrain model that reaches there.</source>
            <translation>{photo} の地図上の点では地面の高さが分かりません。そこまで含む標高データを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/exif.py" />
            <source>The EXIF block has no readable beginning.</source>
            <translation>EXIF の先頭部分を読めません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/finding.py" />
            <source>The photo {photo} is not in {folders} any more. Put the photos back, or choose the folder that holds them as the photo folder of this PC.</source>
            <translation>写真 {photo} が {folders} にありません。写真を元に戻すか、写真のあるフォルダをこのPCの写真フォルダに指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/finding.py" />
            <source>The file {photo} is not the photo that was imported: it is damaged, or another photo has its name. Put the right file back.</source>
            <translation>ファイル {photo} は、取り込んだ写真と同じものではありません。壊れているか、同じ名前の別の写真です。正しいファイルを元に戻してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/flights.py" />
            <source>{offset} is not a clock correction. Write seconds (-75) or hours:minutes:seconds (-0:01:15).</source>
            <translation>{offset} は時計の補正として読めません。秒数（-75）か「時：分：秒」（-0:01:15）で書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/flights.py" />
            <source>{zone} is not a time zone. Write it as +09:00 or Asia/Tokyo.</source>
            <translation>{zone} は時間帯として読めません。+09:00 か Asia/Tokyo のように書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/incidents.py" />
            <source>The only photo.</source>
            <translation>写真はこの1枚だけです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/incidents.py" />
            <source>Taken from {distance} m, the clearest of {count} photos; it aims {offset} m beside the middle.</source>
            <translation>{distance} m から撮影。{count} 枚のうち最もはっきり写っています（中心から {offset} m）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/incidents.py" />
            <source>Taken from {distance} m, the clearest of the {count} photos that were graded.</source>
            <translation>{distance} m から撮影。判定済みの {count} 枚のうち最もはっきり写っています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/orthophoto.py" />
            <source>None of the photos can be laid out. Check that the layer is the cameras of an import.</source>
            <translation>広げられる写真がありません。取り込みでできたカメラの位置のレイヤかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/orthophoto.py" />
            <source>The photo {photo} has no direction or focal length: it cannot be laid out.</source>
            <translation>写真 {photo} は向きか焦点距離がわからないため、広げられません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/orthophoto.py" />
            <source>The photo {photo} shows no ground near enough.</source>
            <translation>写真 {photo} には、近い地面が写っていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/orthophoto.py" />
            <source>None of the photos shows ground near enough for a mosaic of {step} m.</source>
            <translation>{step} m の画素でつなげるほど近い地面が写った写真がありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/orthophoto.py" />
            <source>The result would have {width} x {height} pixels. Choose a coarser resolution than {step} m.</source>
            <translation>結果が {width} × {height} 画素になります。{step} m より粗い解像度を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/photo.py" />
            <source>The file cannot be read ({reason}).</source>
            <translation>ファイルを読めません（{reason}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/photofile.py" />
            <source>The file is not a photo in JPEG, TIFF, DNG or HEIC format, whatever its name says.</source>
            <translation>名前にかかわらず、JPEG・TIFF・DNG・HEIC 形式の写真ではありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/photofile.py" />
            <source>The file is empty: the copy from the card was probably cut short. Copy it again.</source>
            <translation>ファイルが空です。カードからのコピーが途中で切れたようです。もう一度コピーしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/photofile.py" />
            <source>The file holds nothing but zeros: the card or the copy is damaged. Copy it again.</source>
            <translation>ファイルの中身がすべてゼロです。カードかコピーが壊れています。もう一度コピーしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/pictures.py" />
            <source>The picture {file} cannot be decoded: it is damaged.</source>
            <translation>画像 {file} は壊れていて開けません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/pictures.py" />
            <source>The picture {file} is too large to be laid out.</source>
            <translation>画像 {file} は大きすぎて広げられません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/pictures.py" />
            <source>This PC has no decoder for the HEIC picture {file}; its position was read all the same. Save it as JPEG to see it.</source>
            <translation>このPCではHEIC画像 {file} を表示できません（位置は読み取れています）。見るにはJPEGで保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/refine.py" />
            <source>No two of the photos show the same place from above: there is nothing to refine.</source>
            <translation>同じ場所を上から写した写真が2枚以上ないため、調整できません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/refine.py" />
            <source>None of the photos was found with its direction. Put the layer beside the photos.</source>
            <translation>向きのわかる写真が見つかりません。レイヤを写真と同じフォルダに置いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/refine.py" />
            <source>Photos can be refined only with the Python package {package}, which this QGIS does not have. Install it from the wheel of the installation media, then start QGIS again.</source>
            <translation>写真の位置の調整には Python パッケージ {package} が必要ですが、この QGIS には入っていません。配布メディアの wheel ファイルからインストールして、QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/sight.py" />
            <source>This spot of the photo is sky, or farther away than 3 km.</source>
            <translation>写真のこの点は空か、3 km より遠くです。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/sight.py" />
            <source>The height of the ground is not known there.</source>
            <translation>その場所の標高がわかりません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/sight.py" />
            <source>By its altitude the camera would be below the ground.</source>
            <translation>記録された高さでは、カメラが地面より下になります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/sight.py" />
            <source>The photo does not say where the camera was or looked.</source>
            <translation>写真に、カメラの位置か向きが記録されていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/survey.py" />
            <source>There are no files in {folder}. Choose the folder that holds the photos.</source>
            <translation>{folder} にファイルがありません。写真の入ったフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/survey.py" />
            <source>The folder cannot be opened. Ask for the right to read it.</source>
            <translation>フォルダを開けません。読み取りの権限を確認してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/survey.py" />
            <source>Not a photo: files that end in {suffix} are left alone.</source>
            <translation>写真ではありません。{suffix} で終わるファイルは扱いません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/survey.py" />
            <source>Its metadata is damaged ({reason}).</source>
            <translation>写真の記録（メタデータ）が壊れています（{reason}）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>The terrain model {file} has no reference system. Give it one first (Raster &gt; Projections &gt; Assign Projection).</source>
            <translation>標高データ {file} に座標参照系が設定されていません。先に設定してください（ラスタ &gt; 投影法 &gt; 投影法の割り当て）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>{file} cannot be read as a terrain model. Choose a GeoTIFF of heights.</source>
            <translation>{file} を標高データとして読めません。標高の GeoTIFF を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/track.py" />
            <source>{file} holds no track points with times. Choose the GPX file that was recorded during the flight.</source>
            <translation>{file} に時刻の付いた軌跡点がありません。飛行中に記録した GPX ファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/track.py" />
            <source>{file} cannot be read as a GPX track. Export the track again.</source>
            <translation>{file} を GPX の軌跡として読めません。軌跡を書き出し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/xmp.py" />
            <source>Its XMP block defines entities, which no camera does; it was not read.</source>
            <translation>XMP の中に、カメラが書くはずのない定義（エンティティ）があるため、読みませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/xmp.py" />
            <source>Its XMP block is damaged.</source>
            <translation>XMP の部分が壊れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/plugin.py" />
            <source>Help…</source>
            <translation>使い方…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/plugin.py" />
            <source>Panel with the four steps</source>
            <translation>4つの手順のパネル</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/settings.py" />
            <source>{file} does not hold settings of Shimonita GIS. Write them out on a PC that is set up, then try again.</source>
            <translation>{file} は Shimonita GIS の設定ファイルではありません。設定の済んだパソコンで書き出してから、もう一度読み込んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/basemap.py" />
            <source>No sheet of {file} has passed. Compare the unconfirmed sheets by eye and set their status to 'passed'.</source>
            <translation>{file} に合格した図面がありません。未確認の図面を目で見比べ、よければ status を「passed」に変えてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/basemap.py" />
            <source>The sheets lie too far apart for one base map. Build it of fewer sheets, or of one level.</source>
            <translation>図面どうしが離れすぎていて、1枚の基本図にできません。図面を減らすか、同じ縮尺の図面だけで作ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/basemap.py" />
            <source>{file} is not an index of placed sheets. Choose the one that 'Place a folder' has written.</source>
            <translation>{file} は図面の索引ではありません。「フォルダの図面をまとめて合わせる」でできた索引を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/basemap.py" />
            <source>{file} cannot be written ({reason}). Check the free space on the disk.</source>
            <translation>{file} に書き込めません（{reason}）。ディスクの空きを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>{file} is not an 8-bit image. Save the scan as 8-bit grey or colour.</source>
            <translation>{file} は 8 ビットの画像ではありません。スキャンを 8 ビットのグレーかカラーで保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>{file} has only {width} x {height} pixels there, too few for a drawing. Choose a larger extent.</source>
            <translation>{file} のその範囲は {width} × {height} 画素しかなく、図面には足りません。もっと広い範囲を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>There is no ink on {file}. Check that it is the scan of a drawn sheet.</source>
            <translation>{file} に描かれた線がありません。図面をスキャンしたものかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>{file} looks like a photograph, not like a drawn sheet. Choose a scanned map.</source>
            <translation>{file} は図面ではなく写真のようです。スキャンした図面を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>The extent lies outside {file}. Choose an extent on the sheet.</source>
            <translation>範囲が {file} の外にあります。図面の中の範囲を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/drawing.py" />
            <source>{file} is damaged or cut off. Copy it again or scan it again.</source>
            <translation>{file} は壊れているか、途中で切れています。もう一度コピーするか、スキャンし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/folderindex.py" />
            <source>Other files were placed as this sheet, too: {files}. Find out which one is right.</source>
            <translation>ほかのファイルも同じ図郭に置かれました：{files}。どれが正しいか確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/inkpath.py" />
            <source>The line leaves the raster. Stay inside it, or draw straight there.</source>
            <translation>線が画像の外に出ています。画像の中でなぞるか、そこだけ直線で描いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/inkpath.py" />
            <source>{file} cannot be opened as an image. Check that it is there and is not damaged.</source>
            <translation>{file} を画像として開けません。ファイルがあるか、壊れていないかを確認してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/inkpath.py" />
            <source>A part of {file} cannot be read: the file is damaged or the drive is gone.</source>
            <translation>{file} の一部を読めません。ファイルが壊れているか、ドライブの接続が切れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/lettering.py" />
            <source>The lettering is there as places and boxes only: to have it read, too, install Tesseract with its Japanese (jpn).</source>
            <translation>注記は、場所と枠だけです。文字も読み取るには、Tesseract をその日本語データ（jpn）とともにインストールしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/linework.py" />
            <source>{file} has coordinates but no reference system. Assign the one it was placed in and run it again.</source>
            <translation>{file} には座標がありますが、座標参照系が設定されていません。位置を合わせたときの座標参照系を設定して、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/linework.py" />
            <source>{file} was scanned at {dpi} dpi, so fine lines may be missing. Scan the sheet again at 300 dpi or more for complete linework.</source>
            <translation>{file} は {dpi} dpi でスキャンされているため、細い線が抜けているおそれがあります。線を漏れなく取り出すには、300 dpi 以上でスキャンし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The paper says {read}, but it was to be placed as {code}. Check the code and the file.</source>
            <translation>図面には {read} と書かれていますが、{code} として置こうとしています。図郭番号とファイルが正しいかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The margin says {words}, but the sheet was to be placed on {datum}. Look there and state the right datum; a wrong one is an error of 450 m.</source>
            <translation>欄外の記載は「{words}」ですが、{datum}として合わせようとしました。欄外を見て正しい測地系を指定してください。誤ると 450 m ずれます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The paper says 1:{read}, but {code} was to be placed as a sheet 1:{scale}. Write {code}/{read}.</source>
            <translation>紙面の縮尺は 1:{read} ですが、{code} を 1:{scale} の図面として合わせようとしました。{code}/{read} と書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>Tesseract is not installed, so the sheet code on the paper was not read. Compare it by eye.</source>
            <translation>Tesseract が入っていないため、図面に書かれた図郭番号を読み取れませんでした。目で見比べてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The sheet code on the paper could not be read. Compare it, and which way is up, by eye.</source>
            <translation>紙面の図郭番号を読み取れませんでした。図郭番号と上下の向きを目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The paper seems to say {read}, not {code}. Compare it by eye.</source>
            <translation>紙面の図郭番号は {code} ではなく {read} のようです。目で見比べてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>Tesseract has no Japanese (jpn), so the datum in the margin was not read. Look there whether the sheet was drawn on {datum}.</source>
            <translation>Tesseract に日本語（jpn）がないため、欄外の測地系を読んでいません。図面が{datum}で作られたか、欄外を見てください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>No datum could be read in the margin. Look there whether the sheet was drawn on {datum}; a wrong datum is an error of 450 m.</source>
            <translation>欄外に測地系の記載を読み取れませんでした。図面が{datum}で作られたか、欄外を見てください。測地系を誤ると 450 m ずれます。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The margin says {words}, which leaves open whether the sheet was drawn on {datum}. Look there.</source>
            <translation>欄外の記載「{words}」からは、図面が{datum}で作られたとは決められません。欄外を見てください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>{code} can be a sheet of another scale, too, and no scale could be read. Look whether it is 1:{scale}.</source>
            <translation>{code} は別の縮尺の図面でもありえますが、紙面の縮尺を読み取れませんでした。1:{scale} の図面か、目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The margin says {words}, which fits {datum}.</source>
            <translation>欄外に「{words}」と記載があり、{datum}と一致します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/marginalia.py" />
            <source>The margin says {words}: JGD2000 or JGD2011, it does not say which. {datum} was stated.</source>
            <translation>欄外に「{words}」と記載があります（日本測地系2000か2011かは書かれていません）。指定は{datum}です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/model.py" />
            <source>The model {model} needs {count} control points or more, there are {given}. Add control points or choose a simpler model.</source>
            <translation>モデル {model} には基準点が {count} 点以上必要ですが、{given} 点しかありません。基準点を足すか、もっと簡単なモデルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/model.py" />
            <source>Three control points or more are needed to place a sheet and to know how well. Add some.</source>
            <translation>図面の位置を合わせ、その精度を知るには、基準点が3点以上必要です。基準点を足してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/model.py" />
            <source>The control points lie on one line or on one spot. Give points that are spread over the sheet.</source>
            <translation>基準点が一直線上か一か所に集まっています。図面全体に広がるように点を置いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The frame in the scan measures {width:.0f} x {height:.0f} mm at the file's {dpi:.0f} dpi; a sheet's neatline measures 800 x 600 mm. Part of the sheet may be missing, or the file states a wrong resolution.</source>
            <translation>ファイルの解像度 {dpi:.0f} dpi で測ると、スキャンの枠は {width:.0f} × {height:.0f} mm です。内図郭線は 800 × 600 mm のはずです。図面の一部が欠けているか、ファイルの解像度の記録が間違っているおそれがあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>No neatline was found: four long straight lines that make a frame are missing. Check that the whole sheet with its frame is in the scan, or give its corners as control points.</source>
            <translation>内図郭線が見つかりません。枠になる4本の長い直線がありません。枠を含む図面全体がスキャンに入っているかを確かめるか、四隅を基準点として指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The scan shows two sheets. Cut it into one file a sheet and place each by its own code.</source>
            <translation>スキャンに図面が2枚写っています。1枚ずつ別のファイルに切り分け、それぞれの図郭番号で位置を合わせてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The largest frame in the scan is {ratio:.3f} times as wide as high; a sheet's neatline is 1.333 times. Part of the sheet may be missing, or only an outer frame is visible.</source>
            <translation>スキャンの一番大きな枠は、横が縦の {ratio:.3f} 倍です。内図郭線なら 1.333 倍のはずです。図面の一部が欠けているか、外枠しか写っていないおそれがあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>An edge of the neatline is broken or covered over more than half its length. Give the sheet's corners as control points.</source>
            <translation>内図郭線の一辺が、半分以上にわたって途切れているか隠れています。図面の四隅を基準点として指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>An edge of the neatline is too faint. Scan the sheet with more contrast.</source>
            <translation>内図郭線の一辺が薄すぎます。コントラストを上げてスキャンし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>{corner} of the neatline is torn off, covered or too faint. Give the sheet's corners as control points.</source>
            <translation>内図郭線の{corner}が、破れているか、隠れているか、薄すぎます。図面の四隅を基準点として指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The north-west corner</source>
            <translation>北西の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The north-east corner</source>
            <translation>北東の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The south-east corner</source>
            <translation>南東の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/neatline.py" />
            <source>The south-west corner</source>
            <translation>南西の角</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The control points disagree by {rmse:.2f} m (leave-one-out); a map 1:{scale} allows {norm} m. Check the sheet code, and whether the paper is torn or pieced together.</source>
            <translation>基準点どうしが {rmse:.2f} m 合いません（一点ずつ外して確かめた誤差）。1:{scale} の地図で許されるのは {norm} m までです。図郭番号と、紙が破れたり継ぎ合わされたりしていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Sheet {code} lies in plane rectangular zone {zone}; this plugin places sheets of zone 9 (IX).</source>
            <translation>図郭 {code} は平面直角座標系の第 {zone} 系です。このプラグインで扱えるのは第9系の図郭です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Three control points or more are needed to place a sheet; the file has {count}.</source>
            <translation>図面の位置を合わせるには基準点が3点以上必要ですが、ファイルには {count} 点しかありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The control points put the sheet upside down: its lettering is the other way up. Check them.</source>
            <translation>基準点どおりに置くと図面の上下が逆になります（文字の向きと合いません）。基準点を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Control points lie outside the picture of {file}, which has {width} x {height} pixels. They were set in another file, or in one with a georeference of its own. Set them anew in this one.</source>
            <translation>基準点が {file}（{width}×{height} 画素）の画像の外にあります。別のファイルか、位置情報を持つファイルで作られた点です。このファイルで点を作り直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The four corners found are {millimetres:.1f} mm off a rectangle. The paper may be torn or the frame covered; give the sheet's corners as control points.</source>
            <translation>見つかった四隅は、長方形から {millimetres:.1f} mm ずれています。紙が破れているか、枠が隠れているおそれがあります。図面の四隅を基準点として指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The model {model} needs more than {given} control points: as many as that it meets exactly, and nothing tells how well it fits. Add control points or choose a simpler model.</source>
            <translation>モデル「{model}」には基準点が {given} 点では足りません。その数では必ず一致してしまい、良否が分かりません。基準点を増やすか、簡単なモデルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>{file} lies on its side, and its lettering could not be read. Turn it so that the lettering is upright and place it again.</source>
            <translation>{file} は横向きで、文字を読み取れませんでした。文字が正しい向きになるように回してから、やり直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The file does not state its resolution; it was taken from the neatline's 800 x 600 mm.</source>
            <translation>ファイルに解像度の記録がないため、内図郭線の 800 × 600 mm から求めました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Only {found} of {count} ticks were found inside the neatline.</source>
            <translation>図郭内のトンボ {count} 個のうち {found} 個しか見つかりません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Between {start:.0f} and {end:.0f} mm from the west edge of the neatline no tick was found: another line may have been taken for the neatline, or the paper is pieced together. Look at the corners and the linework there.</source>
            <translation>内図郭の西端から {start:.0f}～{end:.0f} mm の間に、トンボが一つも見つかりませんでした。別の線を内図郭と取り違えたか、紙がつぎはぎされているおそれがあります。四隅とそのあたりの線を目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Between {start:.0f} and {end:.0f} mm from the north edge of the neatline no tick was found: another line may have been taken for the neatline, or the paper is pieced together. Look at the corners and the linework there.</source>
            <translation>内図郭の北端から {start:.0f}～{end:.0f} mm の間に、トンボが一つも見つかりませんでした。別の線を内図郭と取り違えたか、紙がつぎはぎされているおそれがあります。四隅とそのあたりの線を目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Between {start:.0f} and {end:.0f} mm from the west edge of the neatline the paper jumps by {millimetres:.1f} mm: it may be cut and pieced together, or the scanner has slipped. Look at the linework there.</source>
            <translation>内図郭の西端から {start:.0f}～{end:.0f} mm の間で紙が {millimetres:.1f} mm ずれています。切り貼りされたか、スキャン中に紙が滑ったおそれがあります。そのあたりの線を目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Between {start:.0f} and {end:.0f} mm from the north edge of the neatline the paper jumps by {millimetres:.1f} mm: it may be cut and pieced together, or the scanner has slipped. Look at the linework there.</source>
            <translation>内図郭の北端から {start:.0f}～{end:.0f} mm の間で紙が {millimetres:.1f} mm ずれています。切り貼りされたか、スキャン中に紙が滑ったおそれがあります。そのあたりの線を目で確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>Control points were given by a person; the neatline was not looked for.</source>
            <translation>人が指定した基準点を使いました。内図郭線は探していません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>By the control points a corner of the neatline lies outside the scan. Check them, and the sheet code.</source>
            <translation>基準点によると、内図郭の隅がスキャンの外になります。基準点と図郭番号を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/placement.py" />
            <source>The scan lies turned; it was turned clockwise by {degrees} degrees, as its lettering says.</source>
            <translation>スキャンの向きが違っていたため、文字の向きに合わせて時計回りに {degrees} 度回しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/points.py" />
            <source>{file} is not a file of control points (.points) of the QGIS Georeferencer. Save it there again.</source>
            <translation>{file} は QGIS のジオリファレンサの基準点ファイル（.points）ではありません。ジオリファレンサで保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>The parameter files have changed since {scan} was placed. Place the folder again first.</source>
            <translation>{scan} を位置合わせした後にパラメータファイルが変わりました。先にフォルダーの位置合わせをもう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Accepted by {editor} on {day}. {note}</source>
            <translation>{day} に {editor} が合格としました。{note}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Refused by {editor} on {day}. {note}</source>
            <translation>{day} に {editor} が不合格としました。{note}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Set to unconfirmed by {editor} on {day}. {note}</source>
            <translation>{day} に {editor} が未確認に戻しました。{note}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Accepted in the index layer on {day}.</source>
            <translation>索引図で {day} に合格としました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Refused in the index layer on {day}.</source>
            <translation>索引図で {day} に不合格としました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/record.py" />
            <source>Set to unconfirmed in the index layer on {day}.</source>
            <translation>索引図で {day} に未確認に戻しました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/review.py" />
            <source>{folder} holds no placed sheets. Run 'Place a folder of scanned map sheets' first and choose the folder that it wrote to.</source>
            <translation>{folder} に位置合わせした図面がありません。先に「スキャン図面のフォルダーを位置合わせ」を行い、その出力先のフォルダーを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/review.py" />
            <source>{file} is gone or was changed since. Place the folder again first.</source>
            <translation>{file} がなくなったか、位置合わせの後に変わりました。先にフォルダーの位置合わせをもう一度行ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/review.py" />
            <source>A decision needs a name. Enter yours in the plugin's options.</source>
            <translation>承認・不採用には名前が必要です。プラグインのオプションであなたの名前を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} holds {count} pages. Say on which page the sheet is, or save that page as a file of its own.</source>
            <translation>{file} には {count} ページあります。図面があるページを指定するか、そのページだけを別のファイルに保存してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} has no page {page}; it holds {count}.</source>
            <translation>{file} に {page} ページはありません（全 {count} ページ）。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} has {width} x {height} pixels, too few for a map sheet. Scan it with 200 dpi or more.</source>
            <translation>{file} は {width} × {height} 画素しかなく、図面には足りません。200 dpi 以上でスキャンしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} has more than 1,000 megapixels. Scan it with 400 dpi.</source>
            <translation>{file} は 10 億画素を超えています。400 dpi でスキャンしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} is not an image that can be read. Open it in a viewer: if it shows nothing, scan the sheet again or save it as TIFF.</source>
            <translation>{file} は読める画像ではありません。画像ソフトで開いてみて、表示されなければスキャンし直すか、TIFF で保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} is damaged or cut off. Copy it again or scan the sheet again.</source>
            <translation>{file} は壊れているか、途中で切れています。もう一度コピーするか、スキャンし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>The file's own georeference was not used; the sheet was placed by its neatline.</source>
            <translation>ファイルが持っていた位置情報は使わず、内図郭線で位置を合わせました。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetcode.py" />
            <source>{code} is not a sheet code. A code looks like 09JB164 (1:2500), 09JB164C or 09JB16-1A (1:1000), 09JB1695 (1:500).</source>
            <translation>{code} は図郭番号ではありません。図郭番号は 09JB164（1:2500）、09JB164C や 09JB16-1A（1:1000）、09JB1695（1:500）のような形です。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetcode.py" />
            <source>{code} can be a sheet 1:{first} or a sheet 1:{second}. Look at the scale printed on the paper and write {code}/{first} or {code}/{second}.</source>
            <translation>{code} は 1:{first} と 1:{second} のどちらの図郭とも読めます。図面に印刷された縮尺を見て、{code}/{first} か {code}/{second} と書いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetcode.py" />
            <source>The point {x}, {y} lies outside zone {zone}'s map sheets.</source>
            <translation>点 {x}, {y} は第 {zone} 系の図郭の外にあります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetcode.py" />
            <source>There are no sheets at 1:{scale}.</source>
            <translation>1:{scale} の図郭はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>{folder} holds no scans (TIFF, JPEG, PNG, PDF). Choose the folder that does.</source>
            <translation>{folder} にスキャン（TIFF、JPEG、PNG、PDF）がありません。スキャンの入ったフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>Cancelled. The sheets placed so far stay; run it again for the rest.</source>
            <translation>中止しました。ここまでに位置を合わせた図面は残っています。もう一度実行すると、残りを処理します。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>The file name holds no sheet code. Put the code into the name, such as 09JB164C.tif.</source>
            <translation>ファイル名に図郭番号がありません。09JB164C.tif のように、番号を入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>The file name holds several sheet codes: {codes}. Leave only the sheet's own.</source>
            <translation>ファイル名に図郭番号が複数あります：{codes}。この図面のものだけにしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>{code} can be a sheet 1:{first} or a sheet 1:{second}. Look at the scale printed on the paper and put it into the file name, such as {code}_{first}.tif.</source>
            <translation>{code} は 縮尺 1:{first} の図面とも 1:{second} の図面とも読めます。紙面の縮尺を見て、{code}_{first}.tif のようにファイル名に入れてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetfolder.py" />
            <source>The scan could not be placed: {reason}. Open it in a viewer and save it as TIFF.</source>
            <translation>位置を合わせられませんでした：{reason}。ビューアで開き、TIFF で保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetindex.py" />
            <source>The area is empty. Draw it on the map or choose a layer.</source>
            <translation>範囲が空です。地図に描くか、レイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>This layer holds points. Choose a layer of lines or areas.</source>
            <translation>このレイヤは点のレイヤです。線か面のレイヤを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>A line ends {size} short of another line.</source>
            <translation>線の端が、ほかの線に {size} 届いていません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>There is a gap of {size} between the areas around it.</source>
            <translation>まわりの面の間に、面積 {size} のすき間があります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>Two areas overlap by {size}.</source>
            <translation>二つの面が、面積 {size} だけ重なっています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>This area is only {size} wide: perhaps the rest of a border drawn twice.</source>
            <translation>この面の幅は {size} しかありません。境界を二度かいた残りかもしれません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>The outline crosses or touches itself.</source>
            <translation>形の線が自分と交わっているか、触れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>The same shape is there more than once.</source>
            <translation>同じ形が二つ以上あります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>At the join of two sheets this edge and its continuation are {size} apart.</source>
            <translation>図郭の継ぎ目で、この線と続きの線が {size} 離れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>This edge ends at the join of two sheets and does not go on in the next one.</source>
            <translation>この線は図郭の継ぎ目で終わり、となりの図郭に続きがありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/topology.py" />
            <source>This feature has no shape.</source>
            <translation>この地物には形がありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/wheels.py" />
            <source>{folder} does not hold {file}. Choose the folder 'wheels' of the installation media.</source>
            <translation>{folder} に {file} がありません。インストール用メディアのフォルダ「wheels」を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/wheels.py" />
            <source>{file} is not the file that this plugin was made with: it is damaged, or from another version. Copy the installation media again.</source>
            <translation>{file} は、このプラグインと組になるファイルではありません。壊れているか、別の版のものです。インストール用メディアからコピーし直してください。</translation>
        </message>
    </context>
</TS>
