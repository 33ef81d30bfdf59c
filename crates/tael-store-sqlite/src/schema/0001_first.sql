-- The book leads every key (scale-out.md, "Schema rules"). Amounts are fen, times milliseconds since 1970.
-- Small rows are kept in their key's tree (without rowid); rows with documents are not, so that the tree stays flat.

-- One row per book: which world it belongs to, and the head of its hash chain.
create table book (
    book integer not null constraint book_pk primary key,
    world integer,
    epoch integer not null default 0,
    chain_seq integer not null default 0,
    chain_hash blob not null default (zeroblob(32))
) strict;

-- Settings of the installation: keys, the seed of passwords.
create table setting (
    name text not null constraint setting_pk primary key,
    value text not null
) strict;

-- The directory: what operators edit. The document is the serialised row; the columns are what it is found by.
create table world (
    id integer not null constraint world_pk primary key,
    doc text not null
) strict;

create table app (
    app_id text not null constraint app_pk primary key,
    world integer not null,
    doc text not null
) strict;

create table merchant (
    partner_id text not null constraint merchant_pk primary key,
    world integer not null,
    doc text not null
) strict;

create table user (
    user_id text not null constraint user_pk primary key,
    world integer not null,
    logon_id text not null,
    doc text not null
) strict;
create index user_logon on user (world, logon_id, user_id) where logon_id <> '';

create table shop (
    partner_id text not null,
    store_id text not null,
    world integer not null,
    alipay_store_id text,
    doc text not null,
    constraint shop_pk primary key (partner_id, store_id)
) strict;
create index shop_alipay on shop (partner_id, alipay_store_id, store_id) where alipay_store_id is not null;

create table mini_program (
    app_id text not null constraint mini_program_pk primary key,
    world integer not null,
    doc text not null
) strict;

create table sub_merchant (
    smid text not null constraint sub_merchant_pk primary key,
    world integer not null,
    doc text not null
) strict;

-- The ledger: balances, and the append-only journals that they follow from.
create table account (
    book integer not null,
    id integer not null,
    balance integer not null,
    floor integer not null,
    constraint account_pk primary key (book, id),
    constraint account_floor check (balance >= floor)
) strict, without rowid;

-- The ceiling is the one of the last count, null where it had none.
create table counter (
    book integer not null,
    id integer not null,
    period integer not null,
    used integer not null,
    ceiling integer,
    constraint counter_pk primary key (book, id, period),
    constraint counter_ceiling check (ceiling is null or used <= ceiling)
) strict, without rowid;

create table journal (
    book integer not null,
    id integer not null,
    batch integer not null,
    kind text not null,
    trade integer,
    at integer not null,
    constraint journal_pk primary key (book, id)
) strict, without rowid;
create index journal_trade on journal (book, trade) where trade is not null;

create table entry (
    book integer not null,
    journal integer not null,
    line integer not null,
    account integer not null,
    amount integer not null,
    constraint entry_pk primary key (book, journal, line)
) strict, without rowid;

create table batch (
    book integer not null,
    seq integer not null,
    id integer not null,
    journals integer not null,
    hash blob not null,
    constraint batch_pk primary key (book, seq),
    constraint batch_id_key unique (book, id)
) strict, without rowid;

-- Trades, their history, and the requests that made them, apart so that updates and loads do not touch them.
create table trade (
    book integer not null,
    id integer not null,
    world integer not null,
    no text not null,
    pid text not null,
    out_trade_no text not null,
    app_id text not null,
    status text not null,
    version integer not null,
    total integer not null,
    payee text not null,
    buyer text,
    created_at integer not null,
    expires_at integer not null,
    paid_at integer,
    closed_at integer,
    detail text not null,
    constraint trade_pk primary key (book, id),
    constraint trade_no_key unique (book, no),
    constraint trade_out_key unique (book, pid, out_trade_no)
) strict;

create table trade_request (
    book integer not null,
    trade integer not null,
    request text not null,
    constraint trade_request_pk primary key (book, trade)
) strict;

create table trade_event (
    book integer not null,
    trade integer not null,
    version integer not null,
    event text not null,
    from_status text,
    to_status text not null,
    at integer not null,
    note text,
    constraint trade_event_pk primary key (book, trade, version)
) strict, without rowid;

-- Notifications and their deliveries.
create table outbox (
    book integer not null,
    id integer not null,
    world integer not null,
    notify_id text not null,
    trade integer not null,
    trade_no text not null,
    app_id text not null,
    url text not null,
    host text not null,
    charset text not null,
    sign_type text not null,
    params text not null,
    created_at integer not null,
    due integer,
    attempts integer not null,
    state text not null,
    constraint outbox_pk primary key (book, id)
) strict;
create index outbox_due on outbox (world, host, due, book, id) where due is not null;
create index outbox_trade on outbox (book, trade);

create table outbox_attempt (
    book integer not null,
    outbound integer not null,
    n integer not null,
    at integer not null,
    ended integer not null default 0,
    status integer,
    body text,
    millis integer,
    error text,
    delivered integer,
    constraint outbox_attempt_pk primary key (book, outbound, n)
) strict, without rowid;

create table timer (
    book integer not null,
    kind integer not null,
    subject integer not null,
    world integer not null,
    due integer not null,
    constraint timer_pk primary key (book, kind, subject)
) strict, without rowid;
create index timer_due on timer (world, due);

-- Payment codes; the key of a use makes that a code works once.
create table auth_code (
    book integer not null,
    code text not null,
    user_id text not null,
    scene text not null,
    expires_at integer not null,
    constraint auth_code_pk primary key (book, code)
) strict, without rowid;

create table auth_code_use (
    book integer not null,
    code text not null,
    trade integer not null,
    constraint auth_code_use_pk primary key (book, code)
) strict, without rowid;
