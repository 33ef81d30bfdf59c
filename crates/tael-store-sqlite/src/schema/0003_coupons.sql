-- Coupons stand in the documents of their users; the key of a use makes that one works once. The user is the serial
-- of its id.
create table coupon_use (
    book integer not null,
    user integer not null,
    coupon text not null,
    trade integer not null,
    constraint coupon_use_pk primary key (book, user, coupon)
) strict, without rowid;
