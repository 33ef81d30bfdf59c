//! Connections that ask for this and that: whatever comes first, each request is answered as alone.

use tael_wire::sign::SignType;

use super::{ADMITTED, GATEWAY, NEVER, QUERY, QUERY_KEY, is};
use crate::harness::{Connection, Gateway};

fn query(gateway: &Gateway, connection: &mut Connection) {
    let form = gateway.client().call(QUERY, NEVER).signed().form(|_| true);
    is(&gateway.read(SignType::Rsa2, connection.post("/gateway.do", &form)), QUERY_KEY, true, ADMITTED);
}

fn get(connection: &mut Connection, path: &str, status: u16) {
    connection.write(format!("GET {path} HTTP/1.1\r\nhost: tael\r\n\r\n").as_bytes()).unwrap();
    assert_eq!(connection.read().unwrap().status, status, "{path}");
}

#[test]
fn a_connection_may_mix_the_gateway_and_everything_else() {
    let gateway = GATEWAY.get();
    let mut connection = gateway.connect();
    query(&gateway, &mut connection);
    get(&mut connection, "/healthz", 200);
    get(&mut connection, "/control/v1/clock", 401);
    get(&mut connection, "/nowhere", 404);
    query(&gateway, &mut connection);

    let mut connection = gateway.connect();
    get(&mut connection, "/readyz", 200);
    query(&gateway, &mut connection);
    get(&mut connection, "/gateway.dodo", 404);
    query(&gateway, &mut connection);
}

#[test]
fn a_call_may_come_in_pieces() {
    let gateway = GATEWAY.get();
    let form = gateway.client().call(QUERY, NEVER).signed().form(|_| true);
    let head = format!(
        "POST /gateway.do HTTP/1.1\r\nhost: tael\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n",
        form.len()
    );
    let whole = [head.as_bytes(), form.as_bytes()].concat();
    for cut in [1, 4, 6, 15, 17, 40, head.len(), head.len() + 9] {
        let mut connection = gateway.connect();
        connection.write(&whole[..cut]).unwrap();
        // an answer over another connection: the piece has been looked at by then
        get(&mut gateway.connect(), "/healthz", 200);
        connection.write(&whole[cut..]).unwrap();
        let answer = gateway.read(SignType::Rsa2, connection.read().unwrap());
        is(&answer, QUERY_KEY, true, ADMITTED);
    }
}
