-- What merchants have authorised service providers to do for them, by token.
create table app_auth (
    app_auth_token text not null constraint app_auth_pk primary key,
    world integer not null,
    doc text not null
) strict;

-- Operator rules in place of risk systems, all of a world in one document: every payment asks for them.
create table risk_rules (
    world integer not null constraint risk_rules_pk primary key,
    doc text not null
) strict;
