-- Agreements and pre-authorisations (book first, as everywhere). The document holds what is not searched by.
create table agreement (
    book integer not null,
    id integer not null,
    world integer not null,
    no text not null,
    pid text not null,
    user_id text not null,
    product text not null,
    scene text not null,
    external_no text not null,
    status text not null,
    version integer not null,
    detail text not null,
    constraint agreement_pk primary key (book, id),
    constraint agreement_no_key unique (book, no)
) strict;
-- at most one of the same terms that has not ended
create unique index agreement_terms_key on agreement (book, pid, user_id, product, scene, external_no)
    where status <> 'UNSIGN';
create index agreement_user on agreement (book, pid, user_id, id);

create table authorisation (
    book integer not null,
    id integer not null,
    world integer not null,
    no text not null,
    pid text not null,
    out_order_no text not null,
    payer text not null,
    payee text not null,
    status text not null,
    version integer not null,
    detail text not null,
    constraint authorisation_pk primary key (book, id),
    constraint authorisation_no_key unique (book, no),
    constraint authorisation_out_key unique (book, pid, out_order_no)
) strict;

create table authorisation_operation (
    book integer not null,
    authorisation integer not null,
    version integer not null,
    id integer not null,
    kind text not null,
    out_request_no text,
    fund integer not null,
    credit integer not null,
    trade integer,
    at integer not null,
    remark text,
    constraint authorisation_operation_pk primary key (book, authorisation, version)
) strict, without rowid;
create index authorisation_operation_id on authorisation_operation (book, id);

-- A notification tells of a trade or of an agreement.
alter table outbox rename column trade to subject;
alter table outbox rename column trade_no to subject_no;
alter table outbox add column topic text not null default 'TRADE';
