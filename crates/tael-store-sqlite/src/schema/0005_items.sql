-- The item library of mini programs (book first, as everywhere). The documents hold what is not searched by.
create table item (
    book integer not null,
    id integer not null,
    world integer not null,
    no text not null,
    app_id text not null,
    out_item_id text not null,
    status text not null,
    version integer not null,
    detail text not null,
    constraint item_pk primary key (book, id),
    constraint item_no_key unique (book, no),
    constraint item_out_key unique (book, app_id, out_item_id)
) strict;
create index item_list on item (book, app_id, id);
create index item_status on item (book, app_id, status, id);

-- SKU ids that are taken in an application, those of edits too.
create table item_sku (
    book integer not null,
    app_id text not null,
    out_sku_id text not null,
    item integer not null,
    constraint item_sku_key primary key (book, app_id, out_sku_id)
) strict, without rowid;
create index item_sku_item on item_sku (book, item);

-- Pieces that can be ordered (null: without a limit), that open orders hold, and that are sold; of the SKU with this number
-- (0: of the item), in all or in a channel.
create table stock (
    book integer not null,
    item integer not null,
    sku integer not null,
    scene text not null,
    remaining integer check (remaining >= 0),
    held integer not null check (held >= 0),
    sold integer not null check (sold >= 0),
    constraint stock_pk primary key (book, item, sku, scene)
) strict, without rowid;

-- Pieces of an item that a buyer has ordered in a period; never negative, which the statement that counts sees to.
create table purchase (
    book integer not null,
    item integer not null,
    period integer not null,
    buyer text not null,
    pieces integer not null,
    constraint purchase_pk primary key (book, item, period, buyer)
) strict, without rowid;

create table material (
    book integer not null,
    id integer not null,
    world integer not null,
    no text not null,
    key text not null,
    app_id text not null,
    scene text not null,
    file_name text not null,
    kind text not null,
    at integer not null,
    bytes blob not null,
    constraint material_pk primary key (book, id),
    constraint material_no_key unique (book, no),
    constraint material_key_key unique (book, key)
) strict;

create table source_token (
    book integer not null,
    token text not null,
    world integer not null,
    app_id text not null,
    buyer text not null,
    scene text not null,
    goods text not null,
    created_at integer not null,
    expires_at integer not null,
    used_by integer,
    constraint source_token_pk primary key (book, token)
) strict, without rowid;
