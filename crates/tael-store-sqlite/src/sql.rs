//! Every statement that runs more than once, as constants. A test prepares them all.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        /// Names of the statements of the writer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sql { $($(#[$doc])* $name),* }

        impl Sql {
            /// Every statement.
            pub(crate) const ALL: &[Sql] = &[$(Sql::$name),*];

            /// Its text.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Sql::$name => $text),* }
            }
        }
    };
}

/// Columns of a trade, in the order of `rows::trade`.
macro_rules! trade_columns {
    () => {
        "book, id, world, no, pid, out_trade_no, app_id, status, version, total, payee, buyer, created_at, \
         expires_at, paid_at, closed_at, detail"
    };
}

/// Columns of a notification, in the order of `rows::outbound`.
macro_rules! outbox_columns {
    () => {
        "book, id, world, notify_id, subject, subject_no, app_id, url, host, charset, sign_type, params, \
         created_at, due, attempts, state, topic"
    };
}

/// Columns of an agreement, in the order of `rows::agreement`.
macro_rules! agreement_columns {
    () => {
        "book, id, world, no, pid, user_id, product, scene, external_no, status, version, detail"
    };
}

/// Columns of an authorisation, in the order of `rows::authorisation`.
macro_rules! authorisation_columns {
    () => {
        "book, id, world, no, pid, out_order_no, payer, payee, status, version, detail"
    };
}

/// Columns of an operation, in the order of `rows::operation`.
macro_rules! operation_columns {
    () => {
        "book, authorisation, version, id, kind, out_request_no, fund, credit, trade, at, remark"
    };
}

/// Columns of an item, in the order of `rows::library::item`.
macro_rules! item_columns {
    () => {
        "book, id, world, no, app_id, out_item_id, status, version, detail"
    };
}

/// Columns of a picture, in the order of `rows::library::material`.
macro_rules! material_columns {
    () => {
        "book, id, world, no, key, app_id, scene, file_name, kind, at, bytes"
    };
}

/// Columns of a source, in the order of `rows::library::source`.
macro_rules! source_columns {
    () => {
        "book, token, world, app_id, buyer, scene, goods, created_at, expires_at, used_by"
    };
}

/// Columns of a payment code with its use, in the order of `rows::auth_code`.
macro_rules! code_select {
    ($rest:literal) => {
        concat!(
            "select c.book, c.code, c.user_id, c.scene, c.expires_at, u.trade from auth_code c ",
            "left join auth_code_use u on u.book = c.book and u.code = c.code ",
            $rest
        )
    };
}

// `or fail`: a violated constraint ends the whole batch, so the database need not be able to undo the one statement
statements! {
    // transactions
    BeginRead = "begin";
    Begin = "begin immediate";
    Commit = "commit";
    Rollback = "rollback";

    // trades
    InsertTrade = concat!("insert or fail into trade (", trade_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)");
    InsertRequest = "insert or fail into trade_request (book, trade, request) values (?1,?2,?3)";
    InsertEvent = "insert or fail into trade_event (book, trade, version, event, from_status, to_status, at, note) \
        values (?1,?2,?3,?4,?5,?6,?7,?8)";
    // the version guards as the key of trade_event does, for a trade that is not there
    UpdateTrade = "update or fail trade set status=?3, version=?4, buyer=?5, expires_at=?6, paid_at=?7, closed_at=?8, \
        detail=?9 where book=?1 and id=?2 and version=?4-1";
    TradeById = concat!("select ", trade_columns!(), " from trade where book=?1 and id=?2");
    TradeByNo = concat!("select ", trade_columns!(), " from trade where book=?1 and no=?2");
    TradeByOut = concat!("select ", trade_columns!(), " from trade where book=?1 and pid=?2 and out_trade_no=?3");

    // ledger
    OpenAccount = "insert into account (book, id, balance, floor) values (?1,?2,0,?3) on conflict do nothing";
    MoveAccount = "update or fail account set balance=balance+?3 where book=?1 and id=?2";
    AccountById = "select book, id, balance from account where book=?1 and id=?2";
    InsertJournal = "insert or fail into journal (book, id, batch, kind, trade, at) values (?1,?2,?3,?4,?5,?6)";
    InsertEntry = "insert or fail into entry (book, journal, line, account, amount) values (?1,?2,?3,?4,?5)";
    Count = "insert into counter (book, id, period, used, ceiling) values (?1,?2,?3,?4,?5) \
        on conflict (book, id, period) do update set used=used+excluded.used, ceiling=excluded.ceiling";
    CounterById = "select book, id, period, used from counter where book=?1 and id=?2 and period=?3";

    // books and batches
    TouchBook = "insert into book (book, world) values (?1,?2) \
        on conflict (book) do update set world=coalesce(world, excluded.world) returning chain_seq, chain_hash";
    MoveChain = "update book set chain_seq=?2, chain_hash=?3 where book=?1";
    InsertBatch = "insert or fail into batch (book, seq, id, journals, hash) values (?1,?2,?3,?4,?5)";

    // payment codes
    IssueCode = "insert or fail into auth_code (book, code, user_id, scene, expires_at) values (?1,?2,?3,?4,?5)";
    UseCode = "insert or fail into auth_code_use (book, code, trade) values (?1,?2,?3)";
    UseCoupon = "insert or fail into coupon_use (book, user, coupon, trade) values (?1,?2,?3,?4)";
    CouponUseById = "select book, user, coupon, trade from coupon_use where book=?1 and user=?2 and coupon=?3";
    CodeById = code_select!("where c.book=?1 and c.code=?2");

    // outbox
    Enqueue = concat!("insert or fail into outbox (", outbox_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)");
    InsertAttempt = "insert or fail into outbox_attempt (book, outbound, n, at) values (?1,?2,?3,?4)";
    BeganAttempt = "update outbox set attempts=?3, due=?4 where book=?1 and id=?2";
    EndAttempt = "update outbox_attempt set ended=1, status=?4, body=?5, millis=?6, error=?7, delivered=?8 \
        where book=?1 and outbound=?2 and n=?3 and ended=0";
    Delivered = "update outbox set state='DELIVERED', due=null where book=?1 and id=?2";
    Refused = "update outbox set state='EXHAUSTED' where book=?1 and id=?2 and due is null and state='PENDING'";
    OutboundById = concat!("select ", outbox_columns!(), " from outbox where book=?1 and id=?2");

    // agreements and authorisations
    InsertAgreement = concat!("insert or fail into agreement (", agreement_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)");
    UpdateAgreement = "update or fail agreement set status=?3, version=?4, detail=?5 \
        where book=?1 and id=?2 and version=?4-1";
    AgreementById = concat!("select ", agreement_columns!(), " from agreement where book=?1 and id=?2");
    AgreementByNo = concat!("select ", agreement_columns!(), " from agreement where book=?1 and no=?2");
    AgreementByTerms = concat!("select ", agreement_columns!(), " from agreement indexed by agreement_user \
        where book=?1 and pid=?2 and user_id=?3 and product=?4 and scene=?5 and external_no=?6 order by id desc limit 1");
    AgreementsOf = concat!("select ", agreement_columns!(), " from agreement indexed by agreement_user \
        where book=?1 and pid=?2 and user_id=?3 and status <> 'UNSIGN' order by id");
    InsertAuthorisation = concat!("insert or fail into authorisation (", authorisation_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)");
    UpdateAuthorisation = "update or fail authorisation set status=?3, version=?4, detail=?5 \
        where book=?1 and id=?2 and version=?4-1";
    InsertOperation = concat!("insert or fail into authorisation_operation (", operation_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)");
    AuthorisationById = concat!("select ", authorisation_columns!(), " from authorisation where book=?1 and id=?2");
    AuthorisationByNo = concat!("select ", authorisation_columns!(), " from authorisation where book=?1 and no=?2");
    AuthorisationByOut = concat!("select ", authorisation_columns!(), " from authorisation \
        where book=?1 and pid=?2 and out_order_no=?3");
    OperationsOf = concat!("select ", operation_columns!(), " from authorisation_operation \
        where book=?1 and authorisation=?2 order by version");

    // the item library
    InsertItem = concat!("insert or fail into item (", item_columns!(), ") values (?1,?2,?3,?4,?5,?6,?7,?8,?9)");
    UpdateItem = "update or fail item set status=?3, version=?4, detail=?5 where book=?1 and id=?2 and version=?4-1";
    DeleteItem = "delete from item where book=?1 and id=?2 and version=?3";
    ClaimSku = "insert or fail into item_sku (book, app_id, out_sku_id, item) values (?1,?2,?3,?4)";
    ReleaseSkus = "delete from item_sku where book=?1 and item=?2";
    ItemById = concat!("select ", item_columns!(), " from item where book=?1 and id=?2");
    ItemByNo = concat!("select ", item_columns!(), " from item where book=?1 and no=?2");
    ItemByOut = concat!("select ", item_columns!(), " from item where book=?1 and app_id=?2 and out_item_id=?3");
    ItemBySku = "select i.book, i.id, i.world, i.no, i.app_id, i.out_item_id, i.status, i.version, i.detail \
        from item_sku s join item i on i.book = s.book and i.id = s.item \
        where s.book=?1 and s.app_id=?2 and s.out_sku_id=?3";
    SetStock = "insert into stock (book, item, sku, scene, remaining, held, sold) values (?1,?2,?3,?4,?5,0,0) \
        on conflict (book, item, sku, scene) do update set remaining=excluded.remaining";
    // an unlimited stock stays unlimited: null plus anything is null
    MoveStock = "update or fail stock set remaining=remaining+?5, held=held+?6, sold=sold+?7 \
        where book=?1 and item=?2 and sku=?3 and scene=?4 \
        and (remaining is null or remaining+?5 >= 0) and held+?6 >= 0 and sold+?7 >= 0";
    DropStock = "delete from stock where book=?1 and item=?2 and sku=?3 and scene=?4";
    DropStocks = "delete from stock where book=?1 and item=?2";
    StockById = "select book, item, sku, scene, remaining, held, sold from stock \
        where book=?1 and item=?2 and sku=?3 and scene=?4";
    // giving back inserts nothing, but must reach the row that is there
    CountBought = "insert into purchase (book, item, period, buyer, pieces) select ?1,?2,?3,?4,?5 \
        where ?5 between 0 and ?6 \
        or exists (select 1 from purchase where book=?1 and item=?2 and period=?3 and buyer=?4) \
        on conflict (book, item, period, buyer) do update set pieces=pieces+excluded.pieces \
        where pieces+excluded.pieces between 0 and ?6";
    BoughtById = "select pieces from purchase where book=?1 and item=?2 and period=?3 and buyer=?4";
    InsertMaterial = concat!("insert or fail into material (", material_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)");
    MaterialById = "select id from material where book=?1 and id=?2";
    MaterialByNo = concat!("select ", material_columns!(), " from material where book=?1 and no=?2");
    MaterialByKey = concat!("select ", material_columns!(), " from material where book=?1 and key=?2");
    IssueSource = concat!("insert or fail into source_token (", source_columns!(), ") \
        values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)");
    UseSource = "update source_token set used_by=?3 where book=?1 and token=?2 and used_by is null";
    SourceById = concat!("select ", source_columns!(), " from source_token where book=?1 and token=?2");

    // timers
    Arm = "insert into timer (book, kind, subject, world, due) values (?1,?2,?3,?4,?5) \
        on conflict (book, kind, subject) do update set world=excluded.world, due=excluded.due";
    Disarm = "delete from timer where book=?1 and kind=?2 and subject=?3";

    // directory
    PutSetting = "insert into setting (name, value) values (?1,?2) \
        on conflict (name) do update set value=excluded.value";
    PutWorld = "insert into world (id, doc) values (?1,?2) on conflict (id) do update set doc=excluded.doc";
    PutApp = "insert into app (app_id, world, doc) values (?1,?2,?3) \
        on conflict (app_id) do update set world=excluded.world, doc=excluded.doc";
    PutMerchant = "insert into merchant (partner_id, world, doc) values (?1,?2,?3) \
        on conflict (partner_id) do update set world=excluded.world, doc=excluded.doc";
    PutUser = "insert into user (user_id, world, logon_id, doc) values (?1,?2,?3,?4) on conflict (user_id) \
        do update set world=excluded.world, logon_id=excluded.logon_id, doc=excluded.doc";
    PutShop = "insert into shop (partner_id, store_id, world, alipay_store_id, doc) values (?1,?2,?3,?4,?5) \
        on conflict (partner_id, store_id) \
        do update set world=excluded.world, alipay_store_id=excluded.alipay_store_id, doc=excluded.doc";
    PutMiniProgram = "insert into mini_program (app_id, world, doc) values (?1,?2,?3) \
        on conflict (app_id) do update set world=excluded.world, doc=excluded.doc";
    PutSubMerchant = "insert into sub_merchant (smid, world, doc) values (?1,?2,?3) \
        on conflict (smid) do update set world=excluded.world, doc=excluded.doc";
    PutAppAuth = "insert into app_auth (app_auth_token, world, doc) values (?1,?2,?3) \
        on conflict (app_auth_token) do update set world=excluded.world, doc=excluded.doc";
    PutRiskRules = "insert into risk_rules (world, doc) values (?1,?2) \
        on conflict (world) do update set doc=excluded.doc";
    SettingById = "select name, value from setting where name=?1";
    WorldById = "select doc from world where id=?1";
    AppById = "select doc from app where app_id=?1";
    MerchantById = "select doc from merchant where partner_id=?1";
    UserById = "select doc from user where user_id=?1";
    UsersByLogon = "select user_id from user where world=?1 and logon_id=?2 and logon_id<>'' order by user_id";
    ShopById = "select doc from shop where partner_id=?1 and store_id=?2";
    ShopByAlipayId = "select doc from shop where partner_id=?1 and alipay_store_id=?2 order by store_id limit 1";
    MiniProgramById = "select doc from mini_program where app_id=?1";
    SubMerchantById = "select doc from sub_merchant where smid=?1";
    AppAuthById = "select doc from app_auth where app_auth_token=?1";
    RiskRulesById = "select doc from risk_rules where world=?1";

    // what is due
    DueTimers = "select book, kind, subject, world, due from timer where world=?1 and due<=?2 \
        order by due, book, kind, subject limit ?3";
    // the host behind ?2 that has something to come, with the time of its next
    NextHost = "select host, due from outbox where world=?1 and host>?2 and due is not null \
        order by host, due limit 1";
    DueOfHost = "select due, book, id from outbox where world=?1 and host=?2 and due<=?3 and due is not null \
        order by due, book, id limit ?4";
    NextTimer = "select min(due) from timer where world=?1";

    // about one trade or notification
    History = "select book, trade, version, event, from_status, to_status, at, note from trade_event \
        where book=?1 and trade=?2 order by version";
    RequestOf = "select request from trade_request where book=?1 and trade=?2";
    JournalsOf = "select book, id, batch, kind, trade, at from journal where book=?1 and trade=?2 order by id";
    Lines = "select account, amount from entry where book=?1 and journal=?2 order by line";
    OutboundOf = concat!("select ", outbox_columns!(), " from outbox where book=?1 and subject=?2 order by id");
    AttemptsOf = "select book, outbound, n, at, ended, status, body, millis, error, delivered from outbox_attempt \
        where book=?1 and outbound=?2 order by n";
    LatestInBook = concat!("select ", outbox_columns!(), " from outbox where book=?1 and world=?2 order by id desc limit ?3");

    // about whole books
    BooksOfWorld = "select book from book where world=?1 or world is null order by book";
    Books = "select book, world, chain_seq, chain_hash from book order by book";
    Totals = "select coalesce(sum(max(balance, 0)), 0), coalesce(sum(min(balance, 0)), 0) from account where book=?1";
    HighestId = "select coalesce(max(id), 0) from ( \
        select (select max(id) from trade where trade.book=book.book) as id from book \
        union all select (select max(id) from journal where journal.book=book.book) from book \
        union all select (select max(id) from outbox where outbox.book=book.book) from book \
        union all select (select max(id) from batch where batch.book=book.book) from book \
        union all select (select max(id) from agreement where agreement.book=book.book) from book \
        union all select (select max(id) from authorisation where authorisation.book=book.book) from book \
        union all select (select max(id) from authorisation_operation o where o.book=book.book) from book \
        union all select (select max(id) from item where item.book=book.book) from book \
        union all select (select max(id) from material where material.book=book.book) from book)";
    HasBatch = "select exists (select 1 from book cross join batch on batch.book=book.book where batch.id=?1)";

    // scans: behind the key (?1, ?2, ?3), ?4 rows
    ScanAccount = "select book, id, balance from account where (book, id) > (?1, ?2) and ?3 is not null \
        order by book, id limit ?4";
    ScanTrade = concat!("select ", trade_columns!(), " from trade where (book, id) > (?1, ?2) and ?3 is not null \
        order by book, id limit ?4");
    ScanJournal = "select book, id, batch, kind, trade, at from journal where (book, id) > (?1, ?2) \
        and ?3 is not null order by book, id limit ?4";
    ScanEvent = "select book, trade, version, event, from_status, to_status, at, note from trade_event \
        where (book, trade, version) > (?1, ?2, ?3) order by book, trade, version limit ?4";
    ScanOutbox = concat!("select ", outbox_columns!(), " from outbox where (book, id) > (?1, ?2) and ?3 is not null \
        order by book, id limit ?4");
    ScanAttempt = "select book, outbound, n, at, ended, status, body, millis, error, delivered from outbox_attempt \
        where (book, outbound, n) > (?1, ?2, ?3) order by book, outbound, n limit ?4";
    ScanTimer = "select book, kind, subject, world, due from timer where (book, kind, subject) > (?1, ?2, ?3) \
        order by book, kind, subject limit ?4";
    ScanCounter = "select book, id, period, used from counter where (book, id, period) > (?1, ?2, ?3) \
        order by book, id, period limit ?4";
    ScanBatch = "select book, seq, id, journals, hash from batch where (book, seq) > (?1, ?2) and ?3 is not null \
        order by book, seq limit ?4";
    ScanCode = code_select!("where (c.book, c.code) > (?1, ?2) order by c.book, c.code limit ?3");
    ScanCouponUse = "select book, user, coupon, trade from coupon_use \
        where (book, user, coupon) > (?1, ?2, ?3) order by book, user, coupon limit ?4";

    ScanAgreement = concat!("select ", agreement_columns!(), " from agreement where (book, id) > (?1, ?2) \
        and ?3 is not null order by book, id limit ?4");
    ScanAuthorisation = concat!("select ", authorisation_columns!(), " from authorisation \
        where (book, id) > (?1, ?2) and ?3 is not null order by book, id limit ?4");
    ScanOperation = concat!("select ", operation_columns!(), " from authorisation_operation \
        where (book, authorisation, version) > (?1, ?2, ?3) order by book, authorisation, version limit ?4");

    ScanItem = concat!("select ", item_columns!(), " from item where (book, id) > (?1, ?2) and ?3 is not null \
        order by book, id limit ?4");
    ScanStock = "select book, item, sku, scene, remaining, held, sold from stock \
        where (book, item, sku, scene) > (?1, ?2, ?3, ?4) order by book, item, sku, scene limit ?5";
    ScanBought = "select book, item, period, buyer, pieces from purchase \
        where (book, item, period, buyer) > (?1, ?2, ?3, ?4) order by book, item, period, buyer limit ?5";
    ScanSource = concat!("select ", source_columns!(), " from source_token where (book, token) > (?1, ?2) \
        order by book, token limit ?3");

    // of book ?1 and application ?2, in state ?3 (null: any)
    ListItemsOf = concat!("select ", item_columns!(), " from item \
        where book=?1 and app_id=?2 and (?3 is null or status=?3) order by id limit ?4 offset ?5");
    ListItemCount = "select count(*) from item where book=?1 and app_id=?2 and (?3 is null or status=?3)";
    // of book ?1 and world ?2, behind ?3, of application ?4 (null: all), ?5 rows
    ListItem = concat!("select ", item_columns!(), " from item \
        where book=?1 and world=?2 and no > ?3 and (?4 is null or app_id=?4) order by no limit ?5");

    // of book ?1 and world ?2, behind ?3, of user ?4 (null: all), ?5 rows
    ListAgreement = concat!("select ", agreement_columns!(), " from agreement \
        where book=?1 and world=?2 and no > ?3 and (?4 is null or user_id=?4) order by no limit ?5");
    ListAuthorisation = concat!("select ", authorisation_columns!(), " from authorisation \
        where book=?1 and world=?2 and no > ?3 and (?4 is null or payer=?4) order by no limit ?5");

    // the directory: of world ?1 (null: all), behind ?2, ?3 rows
    // settings belong to no world
    ListSetting = "select name, value from setting where ?1 is null and name > ?2 order by name limit ?3";
    ListWorld = "select doc from world where (?1 is null or id=?1) and id > ?2 order by id limit ?3";
    ListApp = "select doc from app where (?1 is null or world=?1) and app_id > ?2 order by app_id limit ?3";
    ListMerchant = "select doc from merchant where (?1 is null or world=?1) and partner_id > ?2 \
        order by partner_id limit ?3";
    ListUser = "select doc from user where (?1 is null or world=?1) and user_id > ?2 order by user_id limit ?3";
    ListShop = "select doc from shop where (?1 is null or world=?1) and (partner_id, store_id) > (?2, ?4) \
        order by partner_id, store_id limit ?3";
    ListShopOf = "select doc from shop where (?1 is null or world=?1) and partner_id=?4 and store_id > ?2 \
        order by store_id limit ?3";
    ListMiniProgram = "select doc from mini_program where (?1 is null or world=?1) and app_id > ?2 \
        order by app_id limit ?3";
    ListSubMerchant = "select doc from sub_merchant where (?1 is null or world=?1) and smid > ?2 \
        order by smid limit ?3";
    ListAppAuth = "select doc from app_auth where (?1 is null or world=?1) and app_auth_token > ?2 \
        order by app_auth_token limit ?3";
    ListRiskRules = "select doc from risk_rules where (?1 is null or world=?1) and world > ?2 \
        order by world limit ?3";
}

/// Plans are made once, whatever the parameters. With the planner's statistics compiled in, SQLite would prepare most
/// statements anew at each run with other parameters, which costs more than the run.
pub(crate) fn keep_plans(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate;
    use std::path::Path;

    fn schema() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::run(&mut conn, Path::new("tael.db"), migrate::MIGRATIONS).unwrap();
        conn
    }

    #[test]
    fn every_statement_can_be_prepared() {
        let conn = schema();
        for sql in Sql::ALL {
            if let Err(error) = conn.prepare(sql.text()) {
                panic!("{sql:?}: {error}");
            }
        }
    }

    /// A statement that reads or changes single rows must not walk a table.
    #[test]
    fn no_statement_walks_a_large_table() {
        let conn = schema();
        let large = [
            "trade",
            "trade_event",
            "journal",
            "entry",
            "outbox",
            "outbox_attempt",
            "batch",
            "account",
            "c",
            "agreement",
            "authorisation",
            "authorisation_operation",
            "o",
            "item",
            "i",
            "item_sku",
            "s",
            "stock",
            "purchase",
            "material",
            "source_token",
        ];
        for sql in Sql::ALL {
            let walks = format!("{sql:?}").starts_with("List");
            if walks || matches!(sql, Sql::BeginRead | Sql::Begin | Sql::Commit | Sql::Rollback) {
                continue;
            }
            let mut plan = conn.prepare(&format!("explain query plan {}", sql.text())).unwrap();
            let count = plan.parameter_count();
            let nulls = rusqlite::params_from_iter((0..count).map(|_| rusqlite::types::Null));
            let steps: Vec<String> =
                plan.query_map(nulls, |r| r.get(3)).unwrap().map(Result::unwrap).collect();
            for step in &steps {
                let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
                assert!(!scanned.is_some_and(|t| large.contains(&t)), "{sql:?}: {steps:?}");
                assert!(!step.contains("TEMP B-TREE FOR ORDER BY"), "{sql:?}: {steps:?}");
            }
        }
    }

    #[test]
    fn no_statement_is_prepared_again_for_other_parameters() {
        let conn = schema();
        keep_plans(&conn).unwrap();
        for sql in Sql::ALL.iter().filter(|sql| !matches!(sql, Sql::Begin | Sql::Commit | Sql::Rollback)) {
            let mut statement = conn.prepare(sql.text()).unwrap();
            for value in 1..4 {
                for index in 1..=statement.parameter_count() {
                    statement.raw_bind_parameter(index, value).unwrap();
                }
                // what it does with nonsense is of no interest here
                let mut rows = statement.raw_query();
                while let Ok(Some(_)) = rows.next() {}
            }
            assert_eq!(statement.get_status(rusqlite::StatementStatus::RePrepare), 0, "{sql:?}");
        }
    }
}
