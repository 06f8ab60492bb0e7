<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
    <context>
        <name>ShimonitaGis</name>
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
            <source>{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.</source>
            <translation>{layer} をベクタレイヤとして開けません。ファイルがあるか、壊れていないかを確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{file} holds no parameters for this region. Choose the file for Gunma.</source>
            <translation>{file} にはこの地域のパラメータがありません。群馬県を含むファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{count} point(s) cannot be taken from {source} to {target}, the first at x={x:.3f}, y={y:.3f}: they lie outside its area. Check the reference system of the data.</source>
            <translation>{count} 個の点を {source} から {target} に変換できません(最初の点は x={x:.3f}, y={y:.3f})。適用範囲の外にあります。データの座標参照系を確かめてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>The reference system {crs} describes the Tokyo datum only by an approximate shift, metres off. Give the layer EPSG:30169 (plane rectangular zone IX) or EPSG:4301 (longitude, latitude) instead.</source>
            <translation>座標参照系 {crs} は日本測地系をおおまかなずらし量でしか表しておらず、数メートルずれます。レイヤには EPSG:30169(平面直角座標系 第9系)か EPSG:4301(経度・緯度)を設定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>PROJ does not find the grid {name} of the Tokyo datum. Install the plugin again.</source>
            <translation>日本測地系の変換に使うグリッド {name} が見つかりません。プラグインをもう一度インストールしてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>The Tokyo datum needs the Python package {package}, which this QGIS does not have. Install it from the wheel of the installation media, then start QGIS again.</source>
            <translation>日本測地系を扱うには Python パッケージ {package} が必要ですが、この QGIS には入っていません。配布メディアの wheel ファイルからインストールして、QGIS を起動し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{file} is not a parameter file (.par) of GSI. Choose another file.</source>
            <translation>{file} は国土地理院のパラメータファイル(.par)ではありません。別のファイルを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>{crs} is not a reference system that is known here. Choose one such as EPSG:6677.</source>
            <translation>{crs} という座標参照系は見つかりません。EPSG:6677 などを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/datum.py" />
            <source>There is no known way from the reference system {source} to {target}. Check the reference system of the data.</source>
            <translation>座標参照系 {source} から {target} への変換方法がわかりません。データの座標参照系を確かめてください。</translation>
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
            <source>{file} cannot be written: its folder does not exist. Create the folder or choose another one.</source>
            <translation>{file} に書き込めません。保存先のフォルダがありません。フォルダを作るか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} cannot be written: its folder is a file. Choose another folder.</source>
            <translation>{file} に書き込めません。保存先のフォルダと同じ名前のファイルがあります。別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>{file} cannot be written ({reason}). Choose another folder and run it again.</source>
            <translation>{file} に書き込めません({reason})。別のフォルダを選んで、もう一度実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/errors.py" />
            <source>There is no file {file}. Check the name, or whether the drive is connected.</source>
            <translation>ファイル {file} がありません。名前が正しいか、ドライブがつながっているかを確かめてください。</translation>
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
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>Start here: choose the shared folder of your town (the hub), your name and your department once. Every window is then filled in for you.</source>
            <translation>まずはここから:町の共有フォルダ(共通基盤)と、あなたの名前、所属を一度だけ設定してください。あとはどの画面にも自動で入ります。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>Choose hub and name…</source>
            <translation>共通基盤と名前を設定…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/dock.py" />
            <source>More</source>
            <translation>ほかの作業</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Hub (shared folder of the town's layers)</source>
            <translation>共通基盤(町のレイヤを置く共有フォルダ)(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Your &amp;name, as it is written into the history</source>
            <translation>あなたの名前(変更の履歴に残ります)(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>Your &amp;department</source>
            <translation>所属(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>&amp;Terrain model (for drone photos)</source>
            <translation>標高データ(ドローン写真に使います)(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/gui/options.py" />
            <source>These values are kept on this PC only. Windows of this plugin are filled in with them.</source>
            <translation>ここでの設定はこのパソコンだけに保存され、このプラグインの各画面に自動で入ります。</translation>
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
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The hub has no layer {name}. Its layers are: {layers}.</source>
            <translation>共通基盤に {name} というレイヤはありません。あるレイヤは次のとおりです:{layers}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The layer has no title. Give it the name that staff will look for.</source>
            <translation>レイヤに表題がありません。職員が探すときに使う名前を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>{sharing} is not a way to share the layer {title}. Choose one of {choices}.</source>
            <translation>レイヤ「{title}」の共有方法に {sharing} は使えません。次から選んでください:{choices}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/catalogue.py" />
            <source>The hub's catalogue {file} cannot be read ({reason}). Check the connection, then run 'Check hub'.</source>
            <translation>共通基盤の台帳 {file} を読めません({reason})。接続を確かめてから、「共通基盤を点検する」を実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/geopackage.py" />
            <source>{file} is not a sound GeoPackage ({reason}). Take it from a backup.</source>
            <translation>{file} は正常な GeoPackage ではありません({reason})。バックアップから戻してください。</translation>
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
            <source>The table {table} has no primary key that counts its features. Save it as a new GeoPackage layer in QGIS, then add it again.</source>
            <translation>テーブル {table} には地物を区別する主キーがありません。QGIS で新しい GeoPackage レイヤとして保存してから、もう一度追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} does not say its reference system. Find out on which one it was made (for maps before April 2002 usually the Tokyo datum), set it in QGIS under 'Layer CRS', then add the layer again.</source>
            <translation>{file} に座標参照系が書かれていません。どの測地系で作られたかを調べ(2002年3月以前の地図はふつう日本測地系です)、QGIS の「レイヤの CRS」で設定してから、もう一度追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} mixes points, lines and areas in one layer. Split it by kind first ('Split vector layer by geometry type' in QGIS), then add each part.</source>
            <translation>{file} は一つのレイヤに点・線・面が混ざっています。先に種類ごとに分けてから、それぞれを追加してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} has no field {name}. Its fields are: {fields}.</source>
            <translation>{file} に {name} という属性はありません。ある属性は次のとおりです:{fields}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} holds several layers ({layers}). Choose one of them: add '|layername=NAME' to the path.</source>
            <translation>{file} には複数のレイヤ({layers})が入っています。一つを選び、パスの後に「|layername=レイヤ名」を付けてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/layers.py" />
            <source>{file} cannot be read as a vector layer ({reason}). Open it in QGIS and save it as a GeoPackage.</source>
            <translation>{file} をベクタレイヤとして読めません({reason})。QGIS で開いて、GeoPackage として保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/lease.py" />
            <source>Somebody else publishes now, because this PC was silent for too long. Try again.</source>
            <translation>このパソコンの応答が長く途切れたため、ほかの人の反映が先に始まりました。もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/lease.py" />
            <source>{name} on {pc} is publishing to the hub. Nothing was changed; try again in a minute.</source>
            <translation>{name} さん(パソコン {pc})が共通基盤へ反映しているところです。何も変更していません。1分ほど待って、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/operations.py" />
            <source>The hub has a layer {title} already. Choose another title, or change that layer in a work copy.</source>
            <translation>共通基盤には「{title}」というレイヤがすでにあります。別の表題にするか、作業用コピーでそのレイヤを編集してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/operations.py" />
            <source>{type} is not a type of field. Choose one of {types}.</source>
            <translation>{type} という属性の型はありません。次から選んでください:{types}</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>Too many others publish to the hub at this moment. Nothing was changed; try again in a minute.</source>
            <translation>いま多くの人が共通基盤へ反映しています。何も変更していません。1分ほど待って、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>There is a hub in {folder} already. Open it, or choose another folder.</source>
            <translation>{folder} にはすでに共通基盤があります。それを使うか、別のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>{folder} is not empty ({name} is in it). Choose a new or empty folder for the hub.</source>
            <translation>{folder} は空ではありません({name} が入っています)。共通基盤には新しいフォルダか空のフォルダを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} was made by a newer Shimonita GIS. Update the plugin on this PC.</source>
            <translation>共通基盤 {folder} は、より新しい Shimonita GIS で作られています。このパソコンのプラグインを更新してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>Version {number} is kept as changes only; use 'Restore'.</source>
            <translation>版 {number} は差分だけが保存されています。「復元」を使ってください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} cannot be read ({reason}). Check the connection to the drive, then try again.</source>
            <translation>共通基盤 {folder} を読めません({reason})。ドライブとの接続を確かめて、もう一度試してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>The hub {folder} has no version {number}.</source>
            <translation>共通基盤 {folder} に版 {number} はありません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/store.py" />
            <source>{file} cannot be read ({reason}). Check the connection to the drive; if it stays so, run 'Check hub'.</source>
            <translation>{file} を読めません({reason})。ドライブとの接続を確かめてください。それでも読めないときは「共通基盤を点検する」を実行してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/hub/template.py" />
            <source>{file} does not describe a layer ({reason}). Correct it, or take it out of the template's folder.</source>
            <translation>{file} はレイヤの定義として読めません({reason})。直すか、ひな形のフォルダから取り除いてください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/exif.py" />
            <source>The EXIF block has no readable beginning.</source>
            <translation>EXIF の先頭部分を読めません。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/photo.py" />
            <source>The file cannot be read ({reason}).</source>
            <translation>ファイルを読めません({reason})。</translation>
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
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>The terrain model {file} has no reference system in metres. Reproject it to EPSG:6677 first (Raster &gt; Projections &gt; Warp).</source>
            <translation>標高データ {file} の座標参照系がメートル単位ではありません。先に EPSG:6677 に変換してください(ラスタ &gt; 投影法 &gt; 再投影)。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>The terrain model {file} is turned. Warp it to EPSG:6677 first.</source>
            <translation>標高データ {file} は回転しています。先に EPSG:6677 に再投影してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>The terrain model {file} holds no heights. Choose another one.</source>
            <translation>標高データ {file} に標高が入っていません。別のデータを選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/terrain.py" />
            <source>{file} cannot be read as a terrain model. Choose a GeoTIFF of heights.</source>
            <translation>{file} を標高データとして読めません。標高の GeoTIFF を選んでください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/xmp.py" />
            <source>Its XMP block defines entities, which no camera does; it was not read.</source>
            <translation>XMP の中に、カメラが書くはずのない定義(エンティティ)があるため、読みませんでした。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/photos/xmp.py" />
            <source>Its XMP block is damaged.</source>
            <translation>XMP の部分が壊れています。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/plugin.py" />
            <source>Settings…</source>
            <translation>設定…</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/plugin.py" />
            <source>Panel with the four steps</source>
            <translation>4つの手順のパネル</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/progress.py" />
            <source>Cancelled; nothing was written.</source>
            <translation>中止しました。何も書き込んでいません。</translation>
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
            <source>The {corner} corner of the neatline is torn off, covered or too faint. Give the sheet's corners as control points.</source>
            <translation>内図郭線の {corner} の隅が、破れているか、隠れているか、薄すぎます。図面の四隅を基準点として指定してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} holds {count} pages. Save the page with the sheet as a file of its own.</source>
            <translation>{file} には {count} ページあります。図面のページだけを別のファイルに保存してください。</translation>
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
            <source>{file} is damaged or cut off. Copy it again or scan the sheet again.</source>
            <translation>{file} は壊れているか、途中で切れています。もう一度コピーするか、スキャンし直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/scan.py" />
            <source>{file} is not an image that can be read. Open it in a viewer: if it shows nothing, scan the sheet again or save it as TIFF.</source>
            <translation>{file} は読める画像ではありません。画像ソフトで開いてみて、表示されなければスキャンし直すか、TIFF で保存し直してください。</translation>
        </message>
        <message>
            <location filename="../../shimonita_gis/sheets/sheetcode.py" />
            <source>{code} is not a sheet code. A code looks like 09JB164 (1:2500), 09JB164C or 09JB16-1A (1:1000), 09JB1695 (1:500).</source>
            <translation>{code} は図郭番号ではありません。図郭番号は 09JB164(1:2500)、09JB164C や 09JB16-1A(1:1000)、09JB1695(1:500)のような形です。</translation>
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
    </context>
</TS>
