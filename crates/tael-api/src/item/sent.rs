//! What requests send, as versions of items. The generated types of the methods are alike, but each method's own.

/// The version that a request sends: members that all of create and modify have. `$skus` are its SKUs.
macro_rules! content {
    ($request:expr, $skus:expr) => {{
        let request = $request;
        tael_core::item::Content {
            image_list: request.image_list.clone(),
            path: request.path.clone(),
            direct_path: request.direct_path.clone(),
            item_details_page_model: request.item_details_page_model.as_ref().map(|m| m.as_str().to_owned()),
            item_type: request.item_type.clone(),
            business_model: request.business_model.as_ref().map(|m| m.as_str().to_owned()),
            barcode: request.barcode.clone(),
            desc: request.desc.clone(),
            desc_info: request
                .desc_info
                .as_ref()
                .map(|info| tael_core::item::DescInfo { desc: info.desc.clone(), imgs: info.imgs.clone() }),
            attrs: $crate::item::sent::attributes!(request.attrs),
            guide_info: $crate::item::sent::guides!(request.guide_info),
            price_unit: request.price_unit.clone(),
            skip_algorithm_check: request.skip_algorithm_check.clone(),
            sale_price: request.sale_price.map(Fen),
            original_price: request.original_price.map(Fen),
            sale_status: $crate::item::sent::sale_status!(request.sale_status),
            stock_num: request.stock_num,
            skus: $skus,
            ..tael_core::item::Content::default()
        }
    }};
}

macro_rules! attributes {
    ($list:expr) => {
        $list
            .iter()
            .map(|a| tael_core::item::Attribute { key: a.attr_key.clone(), value: a.attr_value.clone() })
            .collect()
    };
}

macro_rules! guides {
    ($list:expr) => {
        $list.iter().map(|g| tael_core::item::Guide { key: g.key.clone(), value: g.value.clone() }).collect()
    };
}

macro_rules! sale_status {
    ($status:expr) => {
        $status.as_ref().map(|status| match status.as_str() {
            "DELISTING" => tael_core::item::SaleStatus::Delisting,
            _ => tael_core::item::SaleStatus::Available,
        })
    };
}

/// A SKU with the members that every method has.
macro_rules! sku {
    ($sku:expr, $number:expr, $out:expr) => {
        tael_core::item::Sku {
            number: $number,
            out_sku_id: $out,
            original_price: $sku.original_price.map(Fen),
            sale_status: $crate::item::sent::sale_status!($sku.sale_status),
            attrs: $sku
                .sku_attrs
                .iter()
                .map(|a| tael_core::item::SkuAttribute {
                    key: a.attr_key.clone(),
                    kind: a.attr_type.clone().unwrap_or_else(|| "spec".to_owned()),
                    value: a.attr_value.clone(),
                })
                .collect(),
            stock_num: $sku.stock_num,
            ..tael_core::item::Sku::default()
        }
    };
}

/// The numbers that an item and the SKUs of one of its versions have on the platform, as the answers of create, modify and
/// direct.modify say them.
macro_rules! numbers {
    ($item:expr, $content:expr $(, $name:ident: $value:expr)?) => {
        Response {
            $($name: $value,)?
            item_id: Some($item.no.to_string()),
            out_item_id: Some($item.out_item_id.to_string()),
            skus: $content
                .skus
                .iter()
                .map(|sku| Skus {
                    out_sku_id: Some(sku.out_sku_id.to_string()),
                    sku_id: Some($item.sku_no(sku.number).to_string()),
                })
                .collect(),
        }
    };
}

pub(super) use {attributes, content, guides, numbers, sale_status, sku};
