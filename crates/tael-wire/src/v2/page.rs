//! Page-type methods: a browser brings the request, so refusals are HTML (protocol.md §3.4, §5.1).

use super::canonical::escape_echo;
use crate::charset::Charset;

/// The `Content-Type` of [`error_page`]: GBK whatever the request's charset (protocol.md §3.4).
pub const CONTENT_TYPE: &str = "text/html;charset=GBK";

/// The methods whose requests a browser carries.
const PAGE_METHODS: [&str; 8] = [
    "alipay.fund.trans.page.pay",
    "alipay.trade.page.pay",
    "alipay.trade.page.refund",
    "alipay.trade.wap.pay",
    "alipay.user.agreement.page.sign",
    "alipay.user.certify.open.certify",
    "zhima.auth.info.authorize",
    "zhima.customer.certification.certify",
];

/// Whether a method is called by a browser and refused with a page, also where it is not implemented.
#[must_use]
pub fn is_page_method(method: &str) -> bool {
    PAGE_METHODS.contains(&method)
}

/// The page that refuses a browser, in GBK. Of `sub_code` the prefix is left out, as in the recording
/// (`invalid-app-id`); `reason` is the sub_msg.
#[must_use]
pub fn error_page(sub_code: &str, reason: &str) -> Vec<u8> {
    let code =
        ["isv.", "isp.", "aop."].iter().find_map(|prefix| sub_code.strip_prefix(prefix)).unwrap_or(sub_code);
    let page = format!(
        "<!DOCTYPE html>\n\
         <html lang=\"zh-CN\">\n\
         <head>\n\
         <meta charset=\"GBK\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>调试错误</title>\n\
         <style>body{{font:16px/1.6 sans-serif;max-width:40em;margin:3em auto;padding:0 1em;color:#222}}\
         dt{{color:#666}}dd{{margin:0 0 1em;overflow-wrap:anywhere}}</style>\n\
         </head>\n\
         <body>\n\
         <h1>调试错误，请回到请求来源地，重新发起请求。</h1>\n\
         <dl>\n\
         <dt>错误代码</dt><dd>{}</dd>\n\
         <dt>错误原因</dt><dd>{}</dd>\n\
         </dl>\n\
         </body>\n\
         </html>\n",
        escape_echo(code),
        escape_echo(reason),
    );
    Charset::Gbk.encode(&page).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_methods() {
        assert!(is_page_method("alipay.trade.page.pay"));
        assert!(is_page_method("alipay.trade.wap.pay"));
        assert!(!is_page_method("alipay.trade.pay"));
        assert!(!is_page_method("alipay.trade.app.pay"));
        assert!(!is_page_method(""));
        assert!(PAGE_METHODS.is_sorted());
    }

    #[test]
    fn the_page_is_gbk_and_escaped() {
        let bytes = error_page("isv.invalid-app-id", "无效的AppID参数 <script>'€😀'</script>");
        assert!(bytes.windows(2).any(|pair| pair == [0xB5, 0xF7]), "调 in GBK");
        let text = Charset::Gbk.decode(&bytes).unwrap();
        assert!(text.contains("调试错误，请回到请求来源地，重新发起请求。"));
        assert!(text.contains("<dt>错误代码</dt><dd>invalid-app-id</dd>"));
        let reason = "无效的AppID参数 &lt;script&gt;&#39;€?&#39;&lt;/script&gt;";
        assert!(text.contains(&format!("<dt>错误原因</dt><dd>{reason}</dd>")));
        assert!(!text.contains("<script"));
        let other = error_page("not-online-app\"", "");
        assert!(Charset::Gbk.decode(&other).unwrap().contains("<dd>not-online-app&quot;</dd>"));
    }
}
