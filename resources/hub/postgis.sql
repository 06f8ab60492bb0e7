-- The hub's own tables and functions in the schema @schema@; PostGIS is in @postgis@. Layers are tables beside them.
--
-- Every change of a layer, whichever program makes it, goes through _guard: it writes the history, and it refuses what
-- is based on an older state than the row has by now. Who edits layers may write none of the tables below.

CREATE TABLE @schema@._hub (
    id text NOT NULL,
    format integer NOT NULL,
    created text NOT NULL,
    whole boolean NOT NULL,       -- false while it is being moved here
    skeleton bytea NOT NULL,      -- a GeoPackage with every layer and no feature, gzip
    written_out text NOT NULL DEFAULT ''  -- when it was last written out as a hub in a folder
);

CREATE TABLE @schema@._version (
    number integer PRIMARY KEY,
    tx xid8 UNIQUE,               -- the transaction that makes it: one transaction, one version
    about jsonb NOT NULL,
    tables text[] NOT NULL,       -- the layers that are there after it
    conflicts jsonb NOT NULL DEFAULT '[]',
    sent bytea
);

CREATE TABLE @schema@._change (
    version integer NOT NULL REFERENCES @schema@._version,
    layer text NOT NULL,
    uuid text NOT NULL,
    kind text NOT NULL,
    fid bigint,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    PRIMARY KEY (version, layer, uuid)
);
CREATE INDEX _change_of_feature ON @schema@._change (layer, uuid, version);

CREATE TABLE @schema@._catalogue (version integer PRIMARY KEY, content text NOT NULL);
CREATE TABLE @schema@._layer (layer text PRIMARY KEY, relation name NOT NULL);
CREATE TABLE @schema@._removed (version integer, layer text, content bytea NOT NULL, PRIMARY KEY (version, layer));
CREATE TABLE @schema@._file (name text PRIMARY KEY, content bytea NOT NULL);
CREATE TABLE @schema@._ledger (name text PRIMARY KEY, content text NOT NULL);  -- data given to applicants: JSON files

-- what a person who edits in QGIS said: up to which version the map was seen, and why it is changed
CREATE TABLE @schema@._desk (account name PRIMARY KEY, seen integer NOT NULL, editor text NOT NULL, why text NOT NULL);


CREATE FUNCTION @schema@._queue() RETURNS void
LANGUAGE sql AS $$
    -- one writer at a time, so that versions are numbered in the order in which they are committed
    SELECT pg_advisory_xact_lock(6677, '@literal@._hub'::regclass::oid::integer)
$$;


CREATE FUNCTION @schema@._queue_statement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM _queue();  -- before any row is locked: two editors wait for one another, never each for the other
    IF pg_trigger_depth() = 1 THEN
        PERFORM set_config('shimonita.refused', '', true);
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION @schema@._open_version() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
DECLARE
    opened integer;
    said _desk;
BEGIN
    SELECT number INTO opened FROM _version WHERE tx = pg_current_xact_id();
    IF FOUND THEN
        RETURN opened;
    END IF;
    PERFORM _queue();
    SELECT * INTO said FROM _desk WHERE account = session_user;
    INSERT INTO _version (number, tx, tables, about)
    SELECT number + 1, pg_current_xact_id(), tables, jsonb_build_object(
        'time', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'),
        'editor', coalesce(said.editor, session_user), 'account', session_user,
        'pc', coalesce(host(inet_client_addr()), 'localhost'),
        'message', coalesce(nullif(current_setting('shimonita.why', true), ''), said.why, ''), 'kind', 'direct edit')
    FROM _version ORDER BY number DESC LIMIT 1
    RETURNING number INTO opened;
    RETURN opened;
END $$;


CREATE FUNCTION @schema@._close_version(told jsonb, listed jsonb, wanted bytea) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
DECLARE
    opened integer := _open_version();
BEGIN
    UPDATE _version SET about = about || told || jsonb_build_object('account', session_user),
        conflicts = conflicts || listed, sent = wanted WHERE number = opened;
    RETURN opened;
END $$;


-- What a version lists of layers that this account may not read stays with who may: a conflict holds values.
CREATE FUNCTION @schema@._administers() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = '_version'::regclass
$$;


CREATE FUNCTION @schema@._may_read(of_layer text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
    SELECT _administers() OR coalesce(
        (SELECT has_table_privilege(session_user, quote_ident(relation), 'SELECT') FROM _layer WHERE layer = of_layer),
        false)
$$;


CREATE FUNCTION @schema@._conflicts(of_version integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(listed ORDER BY place), '[]')
    FROM _version v, jsonb_array_elements(v.conflicts) WITH ORDINALITY each (listed, place)
    WHERE v.number = of_version AND _may_read(listed ->> 'table')
$$;


CREATE FUNCTION @schema@._sent(of_version integer) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
    SELECT sent FROM _version WHERE number = of_version
        AND (about ->> 'account' = session_user OR NOT EXISTS (SELECT FROM _layer WHERE NOT _may_read(layer)))
$$;


CREATE FUNCTION @schema@.desk(editor text, why text) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
    INSERT INTO _desk (account, seen, editor, why)
    SELECT session_user, max(number), $1, coalesce($2, '') FROM _version
    ON CONFLICT (account) DO UPDATE SET seen = EXCLUDED.seen, editor = EXCLUDED.editor, why = EXCLUDED.why
    RETURNING seen
$$;


CREATE FUNCTION @schema@._differing(one jsonb, other jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(name), '{}') FROM jsonb_object_keys(other) name WHERE one -> name IS DISTINCT FROM other -> name
$$;


CREATE FUNCTION @schema@._only(full_row jsonb, names text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(name, full_row -> name), '{}') FROM unnest(names) name
$$;


-- Writes one change into the history; several of one feature in one transaction become one, as in changes.py.
CREATE FUNCTION @schema@._record(number integer, of_layer text, id text, what text, key bigint, was jsonb, now jsonb)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    earlier _change;
    names text[];
BEGIN
    SELECT * INTO earlier FROM _change c WHERE c.version = number AND c.layer = of_layer AND c.uuid = id;
    IF NOT FOUND THEN
        INSERT INTO _change VALUES (number, of_layer, id, what, key, was, now);
        RETURN;
    END IF;
    DELETE FROM _change c WHERE c.version = number AND c.layer = of_layer AND c.uuid = id;
    IF earlier.kind = 'insert' AND what = 'delete' THEN
        RETURN;
    ELSIF earlier.kind = 'insert' THEN
        INSERT INTO _change VALUES (number, of_layer, id, 'insert', key, '{}', earlier.after || now);
        RETURN;
    ELSIF what = 'delete' THEN
        INSERT INTO _change VALUES (number, of_layer, id, 'delete', key, was || earlier.before, '{}');
        RETURN;
    END IF;
    was := was || earlier.before;
    now := earlier.after || now;
    names := _differing(was, now);
    IF names <> '{}' THEN
        INSERT INTO _change VALUES (number, of_layer, id, 'update', key, _only(was, names), _only(now, names));
    END IF;
END $$;


CREATE FUNCTION @schema@._list_conflict(number integer, of_layer text, id text, what text, field text, was jsonb,
    mine jsonb, theirs jsonb, place jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    first jsonb;
BEGIN
    SELECT v.about INTO first FROM _change c JOIN _version v ON v.number = c.version
    WHERE c.layer = of_layer AND c.uuid = id AND c.version < _list_conflict.number
        AND (field = '' OR c.kind <> 'update' OR c.after ? field)
    ORDER BY c.version DESC LIMIT 1;
    UPDATE _version v SET conflicts = conflicts || jsonb_build_object(
        'id', replace(gen_random_uuid()::text, '-', ''), 'table', of_layer, 'uuid', id, 'kind', what, 'column', field,
        'before', was, 'mine', mine, 'theirs', theirs, 'place', place,
        'theirs_by', coalesce(first ->> 'editor', ''), 'theirs_time', coalesce(first ->> 'time', ''))
    WHERE v.number = _list_conflict.number;
    PERFORM set_config('shimonita.refused', 'yes', true);
END $$;


-- The trigger of every layer. TG_ARGV: the layer's name in the catalogue, an expression for a row $1 as jsonb, and one
-- for the middle of its shape.
--
-- A change says on which version it is based: in the row itself (based_on, which the forms of the shared map fill in),
-- for the transaction (shimonita.basis, as a sync does), or for the person (desk); one that says nothing gives way to
-- everything that others did. Where somebody else changed the same fields since, these are refused and listed.
CREATE FUNCTION @schema@._guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
DECLARE
    layer text := TG_ARGV[0];
    this integer;
    was jsonb := '{}';
    now jsonb := '{}';
    place jsonb;
    names text[];
    basis integer;
    stated boolean := true;
    since record;
    clashing text[] := '{}';
    started jsonb := '{}';
    field text;
    taken boolean;
    counter regclass;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE 'SELECT ' || TG_ARGV[1] INTO was USING OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        -- QGIS copies the uuid when a feature is split or pasted
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE uuid = $1)', TG_RELID::regclass) INTO taken USING NEW.uuid;
        IF NEW.uuid IS NULL OR NEW.uuid = '' OR taken THEN
            NEW.uuid := gen_random_uuid()::text;
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' THEN
            NEW.uuid := OLD.uuid;  -- it is the feature's identity
        END IF;
        EXECUTE 'SELECT ' || TG_ARGV[1] INTO now USING NEW;
    END IF;

    names := _differing(was, now);
    IF TG_OP = 'UPDATE' AND names = '{}' THEN
        NEW.based_on := NULL;
        NEW.row_version := OLD.row_version;
        RETURN NEW;
    END IF;
    this := _open_version();

    IF TG_OP = 'INSERT' THEN
        NEW.row_version := this;
        NEW.based_on := NULL;
        counter := pg_get_serial_sequence(TG_RELID::regclass::text, 'fid')::regclass;
        PERFORM setval(counter, NEW.fid) WHERE NEW.fid > coalesce(pg_sequence_last_value(counter), 0);
        PERFORM _record(this, layer, NEW.uuid, 'insert', NEW.fid, '{}', now);
        RETURN NEW;
    END IF;

    IF TG_OP = 'UPDATE' THEN
        basis := NEW.based_on;
    END IF;
    basis := coalesce(basis, nullif(current_setting('shimonita.basis', true), '')::integer,
        (SELECT seen FROM _desk WHERE account = session_user));
    IF basis IS NULL THEN
        basis := 0;
        stated := false;
    END IF;
    IF OLD.row_version > basis THEN
        FOR since IN
            SELECT c.kind, c.before FROM _change c JOIN _version v ON v.number = c.version
            WHERE c.layer = TG_ARGV[0] AND c.uuid = OLD.uuid AND c.version > basis AND c.version < this
                AND (stated OR v.about ->> 'account' <> session_user)
            ORDER BY c.version
        LOOP
            started := since.before || started;  -- what it was when this change began
            clashing := clashing || CASE WHEN since.kind = 'update'
                THEN ARRAY(SELECT jsonb_object_keys(since.before)) ELSE ARRAY(SELECT jsonb_object_keys(was)) END;
        END LOOP;
    END IF;

    IF clashing <> '{}' THEN
        EXECUTE 'SELECT ' || TG_ARGV[2] INTO place USING OLD;
    END IF;

    IF TG_OP = 'DELETE' THEN
        IF clashing <> '{}' THEN
            PERFORM _list_conflict(this, layer, OLD.uuid, 'deleted here, changed there', '', was || started, '{}', was, place);
            RETURN NULL;
        END IF;
        PERFORM _record(this, layer, OLD.uuid, 'delete', OLD.fid, was, '{}');
        RETURN OLD;
    END IF;

    clashing := ARRAY(SELECT unnest(names) INTERSECT SELECT unnest(clashing));
    IF clashing = '{}' THEN
        NEW.row_version := this;
        NEW.based_on := NULL;
        PERFORM _record(this, layer, OLD.uuid, 'update', OLD.fid, _only(was, names), _only(now, names));
        RETURN NEW;
    END IF;
    FOREACH field IN ARRAY clashing LOOP
        PERFORM _list_conflict(this, layer, OLD.uuid, CASE field WHEN 'geom' THEN 'same shape' ELSE 'same field' END,
            field, coalesce(started -> field, 'null'), now -> field, was -> field, place);
    END LOOP;
    names := ARRAY(SELECT unnest(names) EXCEPT SELECT unnest(clashing));
    IF names <> '{}' THEN  -- the other fields go in
        EXECUTE format('UPDATE %s SET %s, based_on = $2 WHERE fid = $3', TG_RELID::regclass,
            (SELECT string_agg(format('%1$I = ($1).%1$I', name), ', ') FROM unnest(names) name))
        USING NEW, OLD.row_version, OLD.fid;
    END IF;
    RETURN NULL;
END $$;


-- A feature that somebody deleted meanwhile is found by no UPDATE: say so, instead of losing the edit.
CREATE FUNCTION @schema@._missed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, @postgis@, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM changed) AND current_setting('shimonita.refused', true) IS DISTINCT FROM 'yes' THEN
        RAISE EXCEPTION USING ERRCODE = 'SG001', MESSAGE = 'A feature that you changed was deleted by somebody else '
            'meanwhile. Reload the layer; your edit is still in QGIS and can be copied into a new feature.';
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION @schema@._no_truncate() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'SG002', MESSAGE = 'Delete the features instead: what is truncated has no history.';
END $$;
