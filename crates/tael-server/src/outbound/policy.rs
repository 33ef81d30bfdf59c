//! Where notifications may go (`semantics.md §12.9`): the defence against requests forged by way of the gateway.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;
use ipnet::{Ipv4Net, Ipv6Net};

/// The most characters of a notify_url (`spec/apis`, public parameter `notify_url`).
pub const URL_MAX: usize = 256;

/// Why an address to notify is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlRefusal {
    /// Longer than [`URL_MAX`] characters.
    #[error("it is longer than {URL_MAX} characters")]
    TooLong,
    /// Not an absolute http or https URL.
    #[error("it is not an absolute http or https URL")]
    NotAbsolute,
    /// It carries a user name or a password.
    #[error("it carries credentials")]
    Credentials,
    /// A host that is neither a name nor an address in its usual form.
    #[error("its host is neither a name nor an address")]
    Host,
    /// A port that may not be notified.
    #[error("its port {0} is not 80, 443 or 1024 to 65535")]
    Port(u16),
    /// An address that may not be notified.
    #[error("its address {0} is not a public one")]
    Address(IpAddr),
}

/// Which addresses may be notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Loopback and private addresses, and every port.
    local: bool,
}

/// A URL that is fit to be notified, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Name or address, without the brackets of IPv6.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: bool,
}

impl Policy {
    /// For `tael serve`: public addresses and the ports 80, 443 and 1024 to 65535 only.
    #[must_use]
    pub fn serve() -> Policy {
        Policy { local: false }
    }

    /// For `tael dev`: loopback and private addresses too, on every port.
    #[must_use]
    pub fn dev() -> Policy {
        Policy { local: true }
    }

    /// Checks a URL by itself, for the admission of a request: nothing is resolved. A name is checked at each delivery,
    /// on the address that is connected to.
    ///
    /// # Errors
    /// [`UrlRefusal`], for `isv.invalid-parameter`.
    pub fn check_url(&self, url: &str) -> Result<(), UrlRefusal> {
        if url.chars().count() > URL_MAX {
            return Err(UrlRefusal::TooLong);
        }
        let uri: Uri = url.parse().map_err(|_| UrlRefusal::NotAbsolute)?;
        self.check(&uri).map(|_| ())
    }

    /// What to connect to for a URL, if it is fit to be notified.
    pub(crate) fn check(&self, uri: &Uri) -> Result<Target, UrlRefusal> {
        let tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(UrlRefusal::NotAbsolute),
        };
        let authority = uri.authority().ok_or(UrlRefusal::NotAbsolute)?;
        if authority.as_str().contains('@') {
            return Err(UrlRefusal::Credentials);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        match host.parse::<IpAddr>() {
            Ok(address) if !self.allows(address) => return Err(UrlRefusal::Address(address)),
            Ok(_) => {}
            Err(_) if host.is_empty() || is_odd_address(&host) => return Err(UrlRefusal::Host),
            Err(_) => {}
        }
        let written = authority.as_str().rsplit_once(':').map(|(_, port)| port);
        let port = match (authority.port_u16(), written) {
            (Some(port), _) => port,
            // a port that is empty or out of range; the colons of an IPv6 address stand before its bracket
            (None, Some(text)) if !text.ends_with(']') => return Err(UrlRefusal::NotAbsolute),
            (None, _) => {
                if tls {
                    443
                } else {
                    80
                }
            }
        };
        match port {
            80 | 443 | 1024.. => Ok(Target { host, port, tls }),
            1.. if self.local => Ok(Target { host, port, tls }),
            _ => Err(UrlRefusal::Port(port)),
        }
    }

    /// True where an address may be connected to. Addresses that embed an IPv4 address are judged as that.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        let (forbidden, local) = match address {
            IpAddr::V4(v4) => (within_v4(v4, FORBIDDEN_V4), within_v4(v4, LOCAL_V4)),
            IpAddr::V6(v6) => match embedded(v6) {
                Embedded::Address(v4) => return self.allows(IpAddr::V4(v4)),
                Embedded::Unclear => return false,
                Embedded::Nothing => (within_v6(v6, FORBIDDEN_V6), within_v6(v6, LOCAL_V6)),
            },
        };
        !forbidden || (self.local && local)
    }
}

/// Hosts like `127.1`, `0x7f000001` or `2130706433`: resolvers read them as IPv4 addresses, people do not.
fn is_odd_address(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    !last.is_empty()
        && (last.bytes().all(|b| b.is_ascii_digit())
            || hexadecimal.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit())))
}

enum Embedded {
    Address(Ipv4Addr),
    /// A translated address whose IPv4 part cannot be told.
    Unclear,
    Nothing,
}

fn embedded(v6: Ipv6Addr) -> Embedded {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Embedded::Address(Ipv4Addr::new(a, b, c, d))
    };
    match v6.segments() {
        // v4-mapped
        [0, 0, 0, 0, 0, 0xFFFF, high, low] => v4(high, low),
        // NAT64, well known prefix
        [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => v4(high, low),
        // NAT64, prefixes of one's own: in the form of 96 bits the IPv4 address stands last; in the shorter forms it
        // stands where this pattern wants zeros
        [0x64, 0xFF9B, 1, _, 0, 0, high, low] => v4(high, low),
        [0x64, 0xFF9B, 1, ..] => Embedded::Unclear,
        // 6to4
        [0x2002, high, low, ..] => v4(high, low),
        _ => Embedded::Nothing,
    }
}

fn within_v4(address: Ipv4Addr, nets: &[Ipv4Net]) -> bool {
    nets.iter().any(|net| net.contains(&address))
}

fn within_v6(address: Ipv6Addr, nets: &[Ipv6Net]) -> bool {
    nets.iter().any(|net| net.contains(&address))
}

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(a: u16, b: u16, last: u16, prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, last), prefix)
}

/// The list of semantics.md §12.9.
const FORBIDDEN_V4: &[Ipv4Net] = &[
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    v4(172, 16, 0, 0, 12),
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(192, 168, 0, 0, 16),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// The list of semantics.md §12.9, less the prefixes that are judged as IPv4.
const FORBIDDEN_V6: &[Ipv6Net] = &[
    v6(0, 0, 0, 128),
    v6(0, 0, 1, 128),
    v6(0x100, 0, 0, 64),
    v6(0x2001, 0, 0, 23),
    v6(0x2001, 0xDB8, 0, 32),
    v6(0xFC00, 0, 0, 7),
    v6(0xFE80, 0, 0, 10),
    v6(0xFF00, 0, 0, 8),
];

/// What a developer's machine and its containers have; not the link-local ones, behind which clouds keep secrets.
const LOCAL_V4: &[Ipv4Net] =
    &[v4(127, 0, 0, 0, 8), v4(10, 0, 0, 0, 8), v4(172, 16, 0, 0, 12), v4(192, 168, 0, 0, 16)];
const LOCAL_V6: &[Ipv6Net] = &[v6(0, 0, 1, 128), v6(0xFC00, 0, 0, 7)];

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// First, last and neighbours of every network of the list.
    #[test]
    fn the_list_is_forbidden_and_nothing_else() {
        let cases = [
            ("0.0.0.0", "0.255.255.255", "1.0.0.0"),
            ("10.0.0.0", "10.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.127.255.255", "100.128.0.0"),
            ("127.0.0.0", "127.255.255.255", "128.0.0.0"),
            ("169.254.0.0", "169.254.255.255", "169.255.0.0"),
            ("172.16.0.0", "172.31.255.255", "172.32.0.0"),
            ("192.0.0.0", "192.0.0.255", "192.0.1.0"),
            ("192.0.2.0", "192.0.2.255", "192.0.3.0"),
            ("192.88.99.0", "192.88.99.255", "192.88.100.0"),
            ("192.168.0.0", "192.168.255.255", "192.169.0.0"),
            ("198.18.0.0", "198.19.255.255", "198.20.0.0"),
            ("198.51.100.0", "198.51.100.255", "198.51.101.0"),
            ("203.0.113.0", "203.0.113.255", "203.0.114.0"),
            ("224.0.0.0", "255.255.255.255", "223.255.255.255"),
            ("100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::"),
            ("2001::", "2001:1ff:ffff::", "2001:200::"),
            ("2001:db8::", "2001:db8:ffff::", "2001:db9::"),
            ("fc00::", "fdff:ffff::", "2606:4700::1"),
            ("fe80::", "febf:ffff::", "2a00::1"),
            ("ff00::", "ff02::1", "2400::1"),
            ("::", "::1", "2003::1"),
        ];
        let policy = Policy::serve();
        for (first, last, outside) in cases {
            for inside in [first, last] {
                assert!(!policy.allows(address(inside)), "{inside}");
            }
            assert!(policy.allows(address(outside)), "{outside}");
        }
    }

    #[test]
    fn embedded_addresses_are_judged_as_ipv4() {
        let policy = Policy::serve();
        for forbidden in [
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::7f00:1",
            "64:ff9b:1:fffe::c0a8:1",
            // the shorter forms, with 10.0.0.8
            "64:ff9b:1:a00:0:800::",
            "64:ff9b:1:0:a:0:800:0",
            "2002:7f00:1::1",
            "2002:c0a8:1:2::",
        ] {
            assert!(!policy.allows(address(forbidden)), "{forbidden}");
        }
        for allowed in ["::ffff:8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::808:808", "2002:808:808::1"] {
            assert!(policy.allows(address(allowed)), "{allowed}");
        }
        assert!(Policy::dev().allows(address("::ffff:127.0.0.1")));
    }

    #[test]
    fn a_developer_may_notify_his_own_machine() {
        let policy = Policy::dev();
        for allowed in
            ["127.0.0.1", "127.0.0.9", "10.0.0.1", "172.17.0.2", "192.168.1.1", "::1", "fd00::1", "8.8.8.8"]
        {
            assert!(policy.allows(address(allowed)), "{allowed}");
        }
        for forbidden in ["0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255", "fe80::1", "::"] {
            assert!(!policy.allows(address(forbidden)), "{forbidden}");
        }
        assert_eq!(policy.check_url("http://localhost:81/n"), Ok(()));
        assert_eq!(policy.check_url("http://127.0.0.1:0/n"), Err(UrlRefusal::Port(0)));
        assert_eq!(policy.check_url("http://a:b@127.0.0.1/n"), Err(UrlRefusal::Credentials));
    }

    #[test]
    fn urls_are_checked_without_resolving() {
        let policy = Policy::serve();
        for good in [
            "http://merchant.example/notify?a=1&b=2",
            "https://merchant.example",
            "HTTPS://Merchant.Example:8443/n",
            "http://8.8.8.8:80/",
            "http://[2606:4700::1]/n",
            "http://[2606:4700::1]:1024/n",
            "http://merchant.example:65535/n",
            "http://1.merchant.example/n",
            "http://0xcafe.example/n",
        ] {
            assert_eq!(policy.check_url(good), Ok(()), "{good}");
        }
        let long = format!("http://merchant.example/{}", "n".repeat(232));
        assert_eq!(long.len(), 256);
        assert_eq!(policy.check_url(&long), Ok(()));
        assert_eq!(policy.check_url(&format!("{long}n")), Err(UrlRefusal::TooLong));
        for (url, refusal) in [
            ("", UrlRefusal::NotAbsolute),
            ("notify", UrlRefusal::NotAbsolute),
            ("/notify", UrlRefusal::NotAbsolute),
            ("merchant.example/notify", UrlRefusal::NotAbsolute),
            ("merchant.example:80", UrlRefusal::NotAbsolute),
            ("ftp://merchant.example/", UrlRefusal::NotAbsolute),
            ("file:///etc/hosts", UrlRefusal::NotAbsolute),
            ("http://", UrlRefusal::NotAbsolute),
            ("http:///n", UrlRefusal::NotAbsolute),
            ("http://a b/n", UrlRefusal::NotAbsolute),
            ("http://merchant.example:/n", UrlRefusal::NotAbsolute),
            ("http://merchant.example:65536/n", UrlRefusal::NotAbsolute),
            ("http://merchant.example:-1/n", UrlRefusal::NotAbsolute),
            ("http://user:secret@merchant.example/", UrlRefusal::Credentials),
            ("http://merchant.example@8.8.8.8/", UrlRefusal::Credentials),
            ("http://merchant.example:22/", UrlRefusal::Port(22)),
            ("http://merchant.example:1023/", UrlRefusal::Port(1023)),
            ("http://merchant.example:0/", UrlRefusal::Port(0)),
            ("http://127.0.0.1/", UrlRefusal::Address(address("127.0.0.1"))),
            ("http://[::1]:8080/", UrlRefusal::Address(address("::1"))),
            ("http://[::ffff:10.0.0.1]/", UrlRefusal::Address(address("::ffff:10.0.0.1"))),
            ("https://169.254.169.254/latest", UrlRefusal::Address(address("169.254.169.254"))),
            ("http://127.1/", UrlRefusal::Host),
            ("http://0x7f000001/", UrlRefusal::Host),
            ("http://2130706433/", UrlRefusal::Host),
            ("http://0177.0.0.1/", UrlRefusal::Host),
            ("http://127.0.0.1./", UrlRefusal::Host),
        ] {
            assert_eq!(policy.check_url(url), Err(refusal), "{url:?}");
        }
    }
}
